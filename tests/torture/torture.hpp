// SPDX-License-Identifier: MIT
#pragma once

// What the real binary must survive. Each of these prints one table and returns 0, 1 when a figure missed its bound, or
// 77 when this machine cannot do it, with the reason. `rounds`: how long; the short form of each is in ctest.
namespace relay::torture {

inline constexpr int kSkipped = 77;

// kill -9 under load, at random instants and at each named crash point.
int kill_under_load(int rounds);
// Power cuts: an ext4 on a loop device loses all that was not synced.
int cut_power(int rounds);
// Full disk, read-only disk, fdatasync that fails, fdatasync that takes long.
int fill_disk(int rounds);
int fail_disk(int rounds);
int slow_disk(int rounds);
// No descriptors, little memory, ten times the load that there may ever be.
int starve_descriptors(int rounds);
int overload(int rounds);
// The same in a control group with 64 MiB for the relay and the pages of its files.
int limit_memory(int rounds);
// So many alerts at once for one robot.
int storm(int alerts);
// A start with so many alerts waiting.
int start_with_pending(int rounds);
// So many robots, some of which never answer.
int crowd(int robots);

}  // namespace relay::torture
