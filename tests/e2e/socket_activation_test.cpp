// SPDX-License-Identifier: MIT
#include <arpa/inet.h>
#include <atomic>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "support/e2e.hpp"

namespace relay::test {
namespace {

using testing::Each;
using testing::HasSubstr;

// What systemd does with a socket unit: it holds the socket while services come and go.
class SocketActivation : public testing::Test {
 protected:
  SocketActivation() : home("http://127.0.0.1:9/robot/send", one_robot()) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(socket, 512), 0);
    EXPECT_EQ(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port = ntohs(address.sin_port);
  }
  ~SocketActivation() override { ::close(socket); }

  int socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  std::uint16_t port{0};
  RelayHome home;
};

TEST_F(SocketActivation, ThePassedSocketWins) {
  const auto relay = home.start_on(socket);
  EXPECT_EQ(home.port(), port);
  EXPECT_THAT(relay->output(), HasSubstr("event=passed_socket listen=127.0.0.1:" + std::to_string(port)));
  EXPECT_EQ(home.post(event_body("through systemd's socket")).status, 200);
}

TEST_F(SocketActivation, RefusesASocketThatDoesNotListen) {
  const int other = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  Process relay({"/bin/sh", "-c", "export LISTEN_FDS=1 LISTEN_PID=$$; exec \"$0\" \"$@\"", RELAY_BINARY, "serve",
                 "--config", home.config_file()},
                {}, other);
  EXPECT_EQ(relay.wait(), 69);
  EXPECT_THAT(relay.output(), HasSubstr("it does not listen"));
  ::close(other);
}

// Measured: every connection is taken and every request answered, by this process or the next.
TEST_F(SocketActivation, RestartsUnderLoadFailNoRequest) {
  constexpr int kRestarts = 5;
  constexpr int kClients = 4;
  auto relay = home.start_on(socket);
  std::atomic<bool> enough{false};
  std::vector<std::vector<int>> statuses(kClients);
  std::vector<std::thread> clients;
  for (int client = 0; client < kClients; ++client) {
    clients.emplace_back([&, client] {
      for (int i = 0; !enough; ++i) {
        const std::string title = "client " + std::to_string(client) + " alert " + std::to_string(i);
        int status = -1;  // refused or reset
        try {
          status = home.post(event_body(title)).status;
        } catch (const std::exception&) {
        }
        statuses[static_cast<std::size_t>(client)].push_back(status);
      }
    });
  }
  for (int i = 0; i < kRestarts; ++i) {
    relay->wait_for_more();
    relay->signal(SIGTERM);
    EXPECT_EQ(relay->wait(), 0);
    relay = home.start_on(socket);
  }
  enough = true;
  for (std::thread& client : clients) {
    client.join();
  }
  std::size_t sent = 0;
  for (const auto& of_client : statuses) {
    EXPECT_THAT(of_client, Each(200));
    sent += of_client.size();
  }
  RecordProperty("requests", static_cast<int>(sent));
  EXPECT_GT(sent, static_cast<std::size_t>(kRestarts * kClients));
  relay->signal(SIGTERM);
  EXPECT_EQ(relay->wait(), 0);
  EXPECT_THAT(home.start()->output(), HasSubstr("pending=" + std::to_string(sent) + " "));
}

}  // namespace
}  // namespace relay::test
