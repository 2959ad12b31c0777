// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/e2e.hpp"

namespace relay::test {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

// A robot whose secret DingTalk changed, and the one that stands in for it.
class Fallback : public testing::Test {
 protected:
  Fallback()
      : port(free_port()),
        home("http://127.0.0.1:" + std::to_string(port) + "/robot/send",
             std::string("robots:\n"
                         "  - {name: backend, access_token: ") +
                 kSignedToken + ", secret: " + kSignedSecret +
                 ", endpoint: ENDPOINT, fallback: on-call}\n"
                 "  - {name: on-call, access_token: " +
                 kPlainToken + ", endpoint: ENDPOINT, exclude_keywords: [e2e]}\n"),
        emulator(home.config_file(), port) {}

  std::uint16_t port;
  RelayHome home;
  EmulatorProcess emulator;
};

TEST_F(Fallback, TellsTheOtherGroupAndShowsItCopies) {
  http_exchange(
      port, request_bytes("POST", "/__emu/robots", {},
                          std::string(R"({"name":"backend","token":")") + kSignedToken + R"(","secret":"SECother"})"));
  const auto relay = home.start();
  home.post(event_body("e2e refused"));
  relay->wait_for("event=copied robot=backend fallback=on-call alerts=1");
  relay->wait_for("alert=1 delivery=4 robot=on-call state=shown");
  const auto told = emulator.shown();
  ASSERT_THAT(told, SizeIs(2));
  EXPECT_THAT(told[0], HasSubstr("Robot backend refuses messages"));
  EXPECT_THAT(told[1], HasSubstr("e2e refused"));
  EXPECT_THAT(told[1], HasSubstr("A copy: robot backend refuses messages"));
}

}  // namespace
}  // namespace relay::test
