// SPDX-License-Identifier: MIT
#include "relay/emulator/emulator.hpp"

#include <string_view>
#include <utility>

#include "emulator/admin.hpp"
#include "emulator/answers.hpp"
#include "emulator/page.hpp"
#include "emulator/robot_endpoint.hpp"
#include "emulator/state.hpp"
#include "relay/base/time_zone.hpp"

namespace relay::emulator {
namespace {

// Far above the 20 000 bytes of row 11, which answers in DingTalk's own words.
constexpr std::uint64_t kBodyLimit = 1024 * 1024;

}  // namespace

class Emulator::Impl {
 public:
  Impl(const ports::Clock& clock, EmulatorOptions options) : state(clock, std::move(options)) {}

  ports::HttpResponse answer(const ports::HttpRequest& request) {
    const ports::HttpHead& head = request.head;
    if (head.path.starts_with("/__emu/")) {
      return answer_admin(state, request);
    }
    if (head.method == "GET" && head.path == "/") {
      return answer_page(state, parse_page_query(head.query), zone);
    }
    if (head.method == "GET" && head.path == "/sorry.html") {
      return sorry_page();
    }
    return answer_robot_request(state, request);
  }

  State state;
  TimeZone zone{TimeZone::local()};
};

Emulator::Emulator(const ports::Clock& clock, EmulatorOptions options)
    : impl_(std::make_unique<Impl>(clock, std::move(options))) {}

Emulator::~Emulator() = default;

ports::Admission Emulator::admit(const ports::HttpHead& head) {
  if (reset_after_head(impl_->state, head)) {
    return ports::DropConnection{};
  }
  return ports::ReadBody{kBodyLimit};
}

boost::asio::awaitable<ports::HttpResponse> Emulator::handle(ports::HttpRequest request) {
  co_return impl_->answer(request);
}

const std::deque<TranscriptEntry>& Emulator::transcript() const { return impl_->state.transcript.entries(); }

void Emulator::arm(Fault fault) { impl_->state.faults.arm(std::move(fault), impl_->state.clock.boot_now()); }

void Emulator::disarm() { impl_->state.faults.clear(); }

void Emulator::put_robot(EmulatedRobot robot) { impl_->state.put_robot(std::move(robot)); }

void Emulator::drop_robot(std::string_view name) { impl_->state.drop_robot(name); }

void Emulator::set_clock_offset(Milliseconds offset) { impl_->state.options.clock_offset = offset; }

void Emulator::forget() { impl_->state.forget(); }

}  // namespace relay::emulator
