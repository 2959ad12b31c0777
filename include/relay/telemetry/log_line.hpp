// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "relay/base/time.hpp"

namespace relay::telemetry {

// error: a person must act; warning: we recovered, or shall; info: one line a message.
enum class LogLevel { debug, info, warning, error };

// What one line says, as pairs in order; logfmt and JSON are two ways to write the same pairs.
class LogLine {
 public:
  enum class ValueKind { text, number };
  struct Pair {
    std::string_view key;
    std::string_view value;
    ValueKind kind;
  };

  // The first pair: event=name.
  LogLine(LogLevel level, std::string_view event);

  LogLine& field(std::string_view key, std::string_view value);
  LogLine& field(std::string_view key, std::integral auto value) {
    return add(key, {}, std::to_string(value), ValueKind::number);
  }
  // "key_ms=84"
  LogLine& field(std::string_view key, Milliseconds value);
  // Nothing at all when the value is empty.
  LogLine& optional(std::string_view key, std::string_view value);
  LogLine& at(LogLevel level);

  [[nodiscard]] LogLevel level() const { return level_; }
  [[nodiscard]] std::string_view level_name() const;

  // Visit takes a Pair; what it views lives as long as this line.
  template <class Visit>
  void each(Visit visit) const {
    std::size_t begin = 0;
    const std::string_view all = text_;
    for (const Mark& mark : marks_) {
      visit(Pair{all.substr(begin, mark.key_end - begin), all.substr(mark.key_end, mark.value_end - mark.key_end),
                 mark.kind});
      begin = mark.value_end;
    }
  }

 private:
  struct Mark {
    std::size_t key_end;
    std::size_t value_end;
    ValueKind kind;
  };

  LogLine& add(std::string_view key, std::string_view unit, std::string_view value, ValueKind kind);

  LogLevel level_;
  std::string text_;  // keys and values back to back: a line costs two allocations
  std::vector<Mark> marks_;
};

}  // namespace relay::telemetry
