// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "relay/emulator/emulator.hpp"

namespace relay::emulator {

// What came and what became of it: the last 10 000 requests, oldest first.
class Transcript {
 public:
  // Numbers the entry and cuts what is too long to keep.
  void add(TranscriptEntry entry);
  // The numbers go on.
  void clear() { entries_.clear(); }
  [[nodiscard]] const std::deque<TranscriptEntry>& entries() const { return entries_; }

 private:
  std::deque<TranscriptEntry> entries_;
  std::int64_t last_number_{0};
};

enum class Fate { shown, duplicate, refused };
[[nodiscard]] Fate fate_of(const TranscriptEntry& entry);

// The errcode of an answer, number or decimal text; empty when there is none.
[[nodiscard]] std::optional<std::int64_t> errcode_of(std::string_view answer);

// {"shown":N,"duplicate":N,"refused":N,"messages":[…]}; `robot` empty: of all. Times in milliseconds since the epoch.
[[nodiscard]] std::string transcript_json(const std::deque<TranscriptEntry>& entries, std::string_view robot);

}  // namespace relay::emulator
