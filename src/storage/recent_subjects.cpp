// SPDX-License-Identifier: MIT
#include "storage/recent_subjects.hpp"

#include <boost/container_hash/hash.hpp>
#include <string_view>

namespace relay::storage {
namespace {

// A map that was large once gives its memory back when this part of it is enough.
constexpr std::size_t kSparse = 8;
constexpr std::size_t kSmall = 1'024;

std::uint64_t hash_of(const ports::DedupKey& key) {
  std::size_t hash = std::hash<std::string_view>{}(key.scope);
  boost::hash_combine(hash, std::hash<std::string_view>{}(key.subject));
  return hash;
}

}  // namespace

std::optional<ports::AlertId> RecentSubjects::last_of(const ports::DedupKey& key) const {
  const auto found = alerts_.find(hash_of(key));
  return found == alerts_.end() ? std::nullopt : std::optional(found->second);
}

void RecentSubjects::note(const ports::DedupKey& key, ports::AlertId alert, BootTime until) {
  const Hash subject = hash_of(key);
  const auto [place, is_new] = alerts_.try_emplace(subject, alert);
  changes_.push_back({subject, is_new ? std::nullopt : std::optional(place->second)});
  place->second = alert;
  order_.push_back({alert, subject, until});
}

void RecentSubjects::keep() { changes_.clear(); }

void RecentSubjects::undo() {
  for (; !changes_.empty(); changes_.pop_back()) {
    const Change& change = changes_.back();
    if (change.before.has_value()) {
      alerts_[change.subject] = *change.before;
    } else {
      alerts_.erase(change.subject);
    }
    order_.pop_back();
  }
}

void RecentSubjects::forget(BootTime now) {
  for (; order_.size() > changes_.size() && order_.front().until <= now; order_.pop_front()) {
    const auto found = alerts_.find(order_.front().subject);
    if (found != alerts_.end() && found->second == order_.front().alert) {
      alerts_.erase(found);
    }
  }
  if (room() > kSmall && size() < room() / kSparse) {
    alerts_.rehash(0);
  }
}

std::optional<ports::AlertId> RecentSubjects::first() const {
  return order_.empty() ? std::nullopt : std::optional(order_.front().alert);
}

}  // namespace relay::storage
