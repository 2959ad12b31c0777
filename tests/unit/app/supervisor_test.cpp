// SPDX-License-Identifier: MIT
#include "app/supervisor.hpp"

#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/temp_dir.hpp"

namespace relay::app {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// What systemd would hear.
class SupervisorTest : public testing::Test {
 protected:
  SupervisorTest() : path(directory.file("notify")), socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    EXPECT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  }
  ~SupervisorTest() override {
    for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}) {
      ::unsetenv(name);
    }
    ::close(socket);
  }

  // Empty when nothing was said.
  std::string heard() {
    char text[512];
    const ssize_t length = ::recv(socket, text, sizeof text, MSG_DONTWAIT);
    return length < 0 ? std::string{} : std::string(text, static_cast<std::size_t>(length));
  }

  test::TempDir directory;
  std::string path;
  int socket;
  boost::asio::io_context io;
};

TEST_F(SupervisorTest, TellsEachState) {
  Supervisor supervisor(io, *systemd());
  supervisor.ready("serving\nREADY=0");
  EXPECT_EQ(heard(), "READY=1\nSTATUS=serving READY=0") << "a status is one line";
  supervisor.reloading();
  EXPECT_THAT(heard(), StartsWith("RELOADING=1\nMONOTONIC_USEC="));
  supervisor.stopping();
  EXPECT_THAT(heard(), HasSubstr("STOPPING=1"));
}

TEST_F(SupervisorTest, PingsFromTheLoopTwiceInEachInterval) {
  ::setenv("WATCHDOG_USEC", "40000", 1);
  Supervisor supervisor(io, *systemd());
  supervisor.keep_alive();
  EXPECT_EQ(heard(), "WATCHDOG=1");
  EXPECT_EQ(heard(), "") << "a loop that does not run does not ping";
  const auto began = std::chrono::steady_clock::now();
  io.run_one();
  EXPECT_GE(std::chrono::steady_clock::now() - began, std::chrono::milliseconds{20});
  EXPECT_EQ(heard(), "WATCHDOG=1");
}

TEST_F(SupervisorTest, DoesNotPingUnasked) {
  Supervisor supervisor(io, *systemd());
  supervisor.keep_alive();
  EXPECT_EQ(heard(), "");
  EXPECT_EQ(io.run(), 0U);
}

}  // namespace
}  // namespace relay::app
