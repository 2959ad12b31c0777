// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "relay/base/result.hpp"
#include "relay/ports/spool.hpp"
#include "storage/capacity.hpp"
#include "storage/database.hpp"
#include "storage/disk_reserve.hpp"

namespace relay::storage {

// How much room new alerts have, and what is done when they have none: the two ways to be full (spool.max_bytes, the
// disk) and the reserve of each. On the writer thread.
class Headroom {
 public:
  using OnChange = std::function<void(ports::Pressure)>;

  Headroom(Capacity capacity, DiskReserve reserve, OnChange on_change);
  // Of a file alone, without a reserve on its disk.
  Headroom(const Capacity& capacity) : Headroom(capacity, DiskReserve({}, 0), {}) {}  // NOLINT(*-explicit-*)

  [[nodiscard]] const Capacity& capacity() const { return capacity_; }
  [[nodiscard]] ports::Pressure pressure() const { return pressure_; }

  // A write found no room. When the disk is at fault its reserve is released; true when another try may succeed.
  bool make_room(Full full);
  // What became of the latest new alert: whether it found room.
  void note(bool found_room);
  // Whether it is over, and the reserve can be made again. Costs a look at the disk; a write when there is room.
  [[nodiscard]] Result<void> look(Database& database);

 private:
  void enter(ports::Pressure pressure);

  Capacity capacity_;
  DiskReserve reserve_;
  OnChange on_change_;
  ports::Pressure pressure_{ports::Pressure::none};
};

}  // namespace relay::storage
