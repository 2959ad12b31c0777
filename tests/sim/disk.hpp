// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/random.hpp"

namespace relay::sim {

// A disk that exists in memory only. What was written and what was synced are kept apart, so that it can forget what a
// real one may forget: with the process nothing, with the power any part of what was not synced, torn at sectors.
// Serves SQLite as its default VFS.
class Disk {
 public:
  explicit Disk(Random& random) : random_(random) {}
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  // SQLite's files lie on this disk from now on. One at a time in a process; it outlives every connection.
  void mount();

  // It stops in the middle of the n-th change from now (1: the next), of which it has none, all, or the first sectors
  // of what was to be written: everything fails from then on.
  void die_after(int changes) { left_ = changes; }
  void disarm() { left_.reset(); }
  // It fails from now on: what the dying process still does reaches nothing.
  void stop() { dead_ = true; }
  [[nodiscard]] bool dead() const { return dead_; }

  // The process is gone, the machine is not.
  void revive_after_kill();
  // The machine lost its power.
  void revive_after_power_cut();

  // Whole and synced.
  using Image = std::map<std::string, std::string>;
  [[nodiscard]] Image image() const;
  void load(const Image& image);

  [[nodiscard]] std::int64_t syncs() const { return syncs_; }

  // For the VFS.
  struct Change {
    std::int64_t offset;                 // of a write; the new size otherwise
    std::optional<std::string> written;  // empty: cut to a size
  };
  struct File {
    std::string written;  // as the running machine sees it
    std::string synced;
    std::vector<Change> since;  // the last sync
    bool named{false};          // the directory knows it for good
  };
  [[nodiscard]] File* find(const std::string& name);
  [[nodiscard]] File* make(const std::string& name);
  void remove(const std::string& name);
  // False: the disk is dead, or dies in this.
  [[nodiscard]] bool change(File& file, Change change);
  // `with_names`: the directory too.
  [[nodiscard]] bool sync(File& file, bool with_names);
  void fill_with_chance(char* out, int bytes);

 private:
  enum class Step { works, dies, dead };
  [[nodiscard]] Step step();
  [[nodiscard]] std::optional<Change> begun(Change change);
  void keep_some(File& file, double keep);

  Random& random_;
  std::map<std::string, File> files_;
  std::optional<int> left_;
  bool dead_{false};
  std::int64_t syncs_{0};
};

}  // namespace relay::sim
