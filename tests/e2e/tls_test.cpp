// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/e2e.hpp"

namespace relay::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// The relay against an emulator that speaks TLS with certificates of the test's own authority.
class Tls : public testing::Test {
 protected:
  Tls() {
    run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 -subj "
        "/CN=ca");
  }

  void run(const std::string& arguments) const {
    const std::string command = "cd " + certificates.path().string() + " && openssl " + arguments + " 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0) << arguments;
  }

  // A certificate for `host`; `days` may be negative: expired yesterday.
  void issue(const std::string& host, const std::string& validity) const {
    write_file(certificates.file("ext"), "subjectAltName=DNS:" + host + "\n");
    run("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout leaf.key -out leaf.csr -subj /CN=" + host);
    run("x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out leaf.pem -extfile ext " + validity);
  }

  // Starts both; the relay posts to https://localhost.
  void start() {
    const std::uint16_t port = free_port();
    home = std::make_unique<RelayHome>("https://localhost:" + std::to_string(port) + "/robot/send",
                                       "ca_file: " + certificates.file("ca.pem") + "\n" + one_robot());
    emulator = std::make_unique<Process>(std::vector<std::string>{
        RELAY_BINARY, "emulate", "-c", home->config_file(), "--listen", "127.0.0.1:" + std::to_string(port),
        "--tls-cert", certificates.file("leaf.pem"), "--tls-key", certificates.file("leaf.key")});
    emulator->wait_for("/robot/send\n");
    relay = home->start();
    EXPECT_EQ(home->post(event_body("over TLS")).status, 200);
  }

  TempDir certificates;
  std::unique_ptr<RelayHome> home;
  std::unique_ptr<Process> emulator;
  std::unique_ptr<Process> relay;
};

TEST_F(Tls, DeliversToAServerThatProvesItsName) {
  issue("localhost", "-days 2");
  start();
  relay->wait_for("event=delivered alert=1 ");
}

TEST_F(Tls, SendsNothingToAnExpiredCertificate) {
  issue("localhost", "-days -1");
  start();
  const std::string log = relay->wait_for("verdict=not_sent reason=tls");
  EXPECT_THAT(log, Not(HasSubstr("event=delivered")));
}

TEST_F(Tls, SendsNothingToAnotherHostsCertificate) {
  issue("wrong.example.com", "-days 2");
  start();
  const std::string log = relay->wait_for("verdict=not_sent reason=tls");
  EXPECT_THAT(log, Not(HasSubstr("event=delivered")));
}

}  // namespace
}  // namespace relay::test
