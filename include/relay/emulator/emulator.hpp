// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "relay/base/time.hpp"
#include "relay/emulator/fault.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/http.hpp"

namespace relay::emulator {

// One robot as DingTalk knows it.
struct EmulatedRobot {
  std::string name;  // shown on the page
  std::string token;
  std::string secret;                 // empty: signing is off
  std::vector<std::string> keywords;  // empty: no keyword rule
  std::vector<std::string> ip_allow;  // IPv4 addresses or CIDR; empty: every caller
  bool disabled{false};
  bool group_gone{false};
  bool removed{false};
};

enum class RateStyle { code_660026, code_130101, code_410100, x5_blob, redirect };

// DingTalk's words and codes changed over the years: those met in 2026, those of about 2021, those of its manual.
enum class Wording { current, legacy, documented };

struct EmulatorOptions {
  std::vector<EmulatedRobot> robots;
  std::size_t per_window{20};
  std::chrono::seconds window{60};
  std::chrono::seconds block{600};
  bool count_refused{true};
  bool extend_block{false};
  RateStyle rate_style{RateStyle::code_660026};
  bool string_errcode{false};
  std::vector<std::string> bad_words;
  std::vector<std::string> bad_hosts;
  Milliseconds clock_offset{0};  // DingTalk's clock minus ours
  Wording wording{Wording::current};
};

// One request as the emulator saw it.
struct TranscriptEntry {
  std::int64_t number;  // from 1
  WallTime received;
  std::string robot;  // name; empty for an unknown token
  std::string title;  // "" when there was none
  std::string text;
  std::vector<std::string> at_mobiles;
  bool at_all;
  std::string msg_uuid;
  std::string body;         // as it came; at most its first 32 KiB
  int status;               // answered; 0 when the connection was dropped or left hanging
  std::string answer;       // body, before a fault damaged its framing; at most its first 32 KiB
  bool shown;               // the group sees it
  bool duplicate;           // accepted, but its msgUuid was known: not shown again
  std::string reason;       // why it is not shown, in words; empty when shown
  std::string reason_zh{};  // the same in Chinese
  std::string msg_type{};   // "markdown"; empty when unknown
  std::string fault{};      // name of the fault that hit it; empty: none
};

// A faithful DingTalk robot server behind one handler: POST /robot/send, the page at /, and an admin API under /__emu/.
// Order of checks and exact answers: src/emulator/README.md.
class Emulator final : public ports::HttpHandler {
 public:
  // `clock` outlives the emulator.
  Emulator(const ports::Clock& clock, EmulatorOptions options);
  ~Emulator() override;

  [[nodiscard]] ports::Admission admit(const ports::HttpHead& head) override;
  boost::asio::awaitable<ports::HttpResponse> handle(ports::HttpRequest request) override;

  // Oldest first; bounded to the last 10 000.
  [[nodiscard]] const std::deque<TranscriptEntry>& transcript() const;

  // Faults hit in the order in which they were armed; one request is hit by one fault at most.
  void arm(Fault fault);
  void disarm();
  // Adds a robot, or replaces the one of the same name.
  void put_robot(EmulatedRobot robot);
  // Its token is unknown from now on. Nothing happens when there is none.
  void drop_robot(std::string_view name);
  void set_clock_offset(Milliseconds offset);
  // Empties the transcript and forgets every msgUuid; rate windows and blocks stay.
  void forget();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace relay::emulator
