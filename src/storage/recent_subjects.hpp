// SPDX-License-Identifier: MIT
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "relay/base/time.hpp"
#include "relay/ports/spool.hpp"

namespace relay::storage {

// The alerts of the last window, by subject: in memory, as an index on disk would cost every alert a page of its own
// (ids of events are random). About 50 bytes each. It only says which row to ask.
class RecentSubjects {
 public:
  // The last alert of this scope and subject, or one of another whose hash is the same, which may be forgotten.
  [[nodiscard]] std::optional<ports::AlertId> last_of(const ports::DedupKey& key) const;
  // Ids grow.
  void note(const ports::DedupKey& key, ports::AlertId alert, BootTime until);

  // All that was noted since the last of these calls is to stay, or was undone.
  void keep();
  void undo();

  // Those whose time is over, but for what was noted behind others that stay longer.
  void forget(BootTime now);
  // The first one that is not forgotten.
  [[nodiscard]] std::optional<ports::AlertId> first() const;
  [[nodiscard]] std::size_t size() const { return alerts_.size(); }
  // How many the memory that it has would do for.
  [[nodiscard]] std::size_t room() const { return alerts_.bucket_count(); }

 private:
  using Hash = std::uint64_t;
  struct Noted {
    ports::AlertId alert;
    Hash subject;
    BootTime until;
  };
  struct Change {
    Hash subject;
    std::optional<ports::AlertId> before;
  };

  boost::unordered_flat_map<Hash, ports::AlertId> alerts_;
  std::deque<Noted> order_;
  std::vector<Change> changes_;  // since the last keep() or undo()
};

}  // namespace relay::storage
