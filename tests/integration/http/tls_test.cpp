// SPDX-License-Identifier: MIT
#include <atomic>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <openssl/ssl.h>

#include "integration/http/certificates.hpp"
#include "integration/http/fake_peer.hpp"
#include "integration/http/posting.hpp"
#include "integration/http/running_server.hpp"

namespace relay::test {
namespace {

using testing::HasSubstr;

http::TlsIdentity identity(const TestAuthority::Files& files) { return {files.certificate, files.key}; }

const TestAuthority::Wish kGood{"DNS:localhost,IP:127.0.0.1"};

class Tls : public testing::Test {
 protected:
  http::ClientOptions trusting() {
    http::ClientOptions options;
    options.ca_file = authority.file();
    return options;
  }
  delivery::TransportOutcome post(Posting& posting, std::uint16_t port, const std::string& host = "127.0.0.1") {
    return posting.post(outbound(endpoint_at(port, "https", host)));
  }

  TempDir directory;
  TestAuthority authority{directory};
  EchoHandler handler;
};

TEST_F(Tls, TalksToATrustedServer) {
  RunningServer server(handler, {}, identity(authority.issue("good", kGood)));
  Posting posting(trusting());
  for (const std::string host : {"127.0.0.1", "localhost"}) {
    SCOPED_TRACE(host);
    const auto outcome = post(posting, server.port(), host);
    EXPECT_EQ(body_of(outcome), R"(POST /robot/send?access_token=canary [{"a":1}])") << detail_of(outcome);
  }
}

TEST_F(Tls, KeepsTheConnection) {
  RunningServer server(handler, {}, identity(authority.issue("good", kGood)));
  Posting posting(trusting());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(status_of(post(posting, server.port())), 200);
  }
  EXPECT_EQ(server.connections(), 1U);
}

TEST_F(Tls, CarriesLargeBodies) {
  RunningServer server(handler, {}, identity(authority.issue("good", kGood)));
  auto options = trusting();
  options.answer_limit = 1024 * 1024;
  Posting posting(options);
  auto request = outbound(endpoint_at(server.port(), "https"));
  request.body.assign(500'000, 'x');
  EXPECT_THAT(body_of(posting.post(std::move(request))).size(), testing::Gt(500'000U));
}

TEST_F(Tls, OpensAFreshConnectionAfterTheServerClosedTheIdleOne) {
  http::ServerLimits limits;
  limits.idle_deadline = Milliseconds{30};
  RunningServer server(handler, limits, identity(authority.issue("good", kGood)));
  Posting posting(trusting());
  EXPECT_EQ(status_of(post(posting, server.port())), 200);
  while (server.connections() > 0) {
    std::this_thread::yield();
  }
  EXPECT_EQ(status_of(post(posting, server.port())), 200);
}

struct RefusedCase {
  const char* name;
  TestAuthority::Files files;
  const char* host;
  const char* reason;
};

TEST_F(Tls, SendsNothingToAServerItCannotTrust) {
  TempDir elsewhere;
  TestAuthority stranger(elsewhere);
  const RefusedCase cases[] = {
      {"expired", authority.issue("old", {kGood.alternative_names, -7200, -3600}), "127.0.0.1", "expired"},
      {"not yet valid", authority.issue("young", {kGood.alternative_names, 3600, 7200}), "127.0.0.1", "not yet valid"},
      {"another name", authority.issue("other", {"DNS:oapi.example.com"}), "localhost", "ostname mismatch"},
      {"another address", authority.issue("far", {"IP:192.0.2.1"}), "127.0.0.1", "IP address mismatch"},
      {"address as a name", authority.issue("name", {"DNS:127.0.0.1"}), "127.0.0.1", "IP address mismatch"},
      {"name only in the subject", authority.issue("localhost.x", {"DNS:x.example.com"}), "localhost", "mismatch"},
      {"self-signed", authority.self_signed("self", kGood), "127.0.0.1", "self-signed"},
      {"unknown authority", stranger.issue("stranger", kGood), "127.0.0.1", "certificate signature failure"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    RunningServer server(handler, {}, identity(c.files));
    Posting posting(trusting());
    const auto outcome = post(posting, server.port(), c.host);
    EXPECT_EQ(failure_of(outcome), "tls");
    EXPECT_THAT(detail_of(outcome), HasSubstr(c.reason));
    EXPECT_THAT(detail_of(outcome), testing::Not(HasSubstr("canary")));
  }
  EXPECT_EQ(handler.handled, 0);
}

// A server that talks TLS with OpenSSL's own hands: what version it may speak, and what it was told.
struct OldServer {
  explicit OldServer(const TestAuthority::Files& files, int max_version)
      : context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free),
        peer([this](RawSocket& socket, int) { serve(socket); }) {
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context.get(), max_version);
    SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str());
    SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM);
  }
  void serve(RawSocket& socket) {
    const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), SSL_free);
    SSL_set_fd(ssl.get(), socket.descriptor());
    const bool accepted = SSL_accept(ssl.get()) == 1;
    const char* name = SSL_get_servername(ssl.get(), TLSEXT_NAMETYPE_host_name);
    const std::lock_guard lock(mutex);
    server_name = name == nullptr ? "" : name;
    char bytes[4096];
    const int got = accepted ? SSL_read(ssl.get(), bytes, sizeof bytes) : 0;
    received.append(bytes, static_cast<std::size_t>(std::max(got, 0)));
  }

  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context;
  std::mutex mutex;
  std::string server_name;
  std::string received;
  FakePeer peer;
};

TEST_F(Tls, RefusesVersionsBefore12) {
  const auto files = authority.issue("good", kGood);
  auto server = std::make_unique<OldServer>(files, TLS1_1_VERSION);
  Posting posting(trusting());
  EXPECT_EQ(failure_of(post(posting, server->peer.port())), "tls");
  const std::lock_guard lock(server->mutex);
  EXPECT_EQ(server->received, "");
}

TEST_F(Tls, SpeaksVersion12AndNamesTheHost) {
  OldServer server(authority.issue("good", kGood), TLS1_2_VERSION);
  Posting posting(trusting());
  EXPECT_EQ(failure_of(post(posting, server.peer.port(), "localhost")), "unanswered");
  const std::lock_guard lock(server.mutex);
  EXPECT_EQ(server.server_name, "localhost");
  EXPECT_THAT(server.received, testing::StartsWith("POST /robot/send?access_token=canary HTTP/1.1\r\nHost: localhost"));
}

TEST_F(Tls, NamesNoHostForAnAddress) {
  OldServer server(authority.issue("good", kGood), TLS1_3_VERSION);
  Posting posting(trusting());
  post(posting, server.peer.port());
  const std::lock_guard lock(server.mutex);
  EXPECT_EQ(server.server_name, "");
}

TEST_F(Tls, EndsASilentHandshakeAtTheConnectDeadline) {
  FakePeer peer([](RawSocket& socket, int) { socket.read_to_end(); });
  auto options = trusting();
  options.connect_deadline = Milliseconds{100};
  Posting posting(options);
  const auto outcome = post(posting, peer.port());
  EXPECT_EQ(failure_of(outcome), "tls");
  EXPECT_THAT(detail_of(outcome), HasSubstr("timed out"));
}

TEST_F(Tls, TheServerEndsASilentHandshake) {
  http::ServerLimits limits;
  limits.header_deadline = Milliseconds{100};
  RunningServer server(handler, limits, identity(authority.issue("good", kGood)));
  auto socket = server.connect();
  EXPECT_EQ(socket.read_to_end(), "");
  EXPECT_NE(socket.end(), RawSocket::End::silent);
}

TEST_F(Tls, TheServerRefusesPlainText) {
  RunningServer server(handler, {}, identity(authority.issue("good", kGood)));
  auto socket = server.connect();
  socket.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_THAT(socket.read_to_end(), testing::Not(HasSubstr("HTTP")));
  EXPECT_NE(socket.end(), RawSocket::End::silent);
}

TEST_F(Tls, ListeningFailsWithoutAUsableIdentity) {
  const auto good = authority.issue("good", kGood);
  const auto other = authority.issue("other", kGood);
  const http::TlsIdentity identities[] = {{directory.file("none.pem"), good.key},
                                          {good.certificate, directory.file("none.key")},
                                          {good.certificate, other.key}};
  for (const auto& wrong : identities) {
    boost::asio::io_context io;
    http::Server server(io.get_executor(), handler, {}, wrong);
    EXPECT_EQ(server.listen("127.0.0.1", 0).error().kind, ErrorKind::io);
  }
}

}  // namespace
}  // namespace relay::test
