// SPDX-License-Identifier: MIT
#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include "integration/http/certificates.hpp"
#include "integration/http/fake_peer.hpp"
#include "integration/http/posting.hpp"
#include "integration/http/running_server.hpp"

namespace relay::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

http::ClientOptions through(const FakePeer& proxy, const std::string& user = {}) {
  http::ClientOptions options;
  options.proxy = endpoint_at(proxy.port());
  options.proxy->userinfo = user;
  return options;
}

const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

TEST(Proxy, GetsTheWholeUrlOfAPlainRequest) {
  FakePeer proxy([&proxy](RawSocket& socket, int) {
    proxy.read_request(socket);
    socket.send(kOk);
  });
  Posting posting(through(proxy, "us%40er:pa:ss"));
  const auto outcome = posting.post(outbound(endpoint_at(8081, "http", "dingtalk.invalid")));
  EXPECT_EQ(body_of(outcome), "ok") << detail_of(outcome);
  const auto request = proxy.requests().front();
  EXPECT_THAT(request, StartsWith("POST http://dingtalk.invalid:8081/robot/send?access_token=canary HTTP/1.1\r\n"
                                  "Host: dingtalk.invalid:8081\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nProxy-Authorization: Basic dXNAZXI6cGE6c3M=\r\n"));
}

// Copies bytes both ways until one side ends.
void relay_bytes(RawSocket& left, RawSocket& right) {
  std::array<pollfd, 2> ends{{{left.descriptor(), POLLIN, 0}, {right.descriptor(), POLLIN, 0}}};
  while (::poll(ends.data(), ends.size(), 5'000) > 0) {
    auto& from = ends[0].revents != 0 ? left : right;
    auto& to = ends[0].revents != 0 ? right : left;
    const auto bytes = from.read_some();
    if (bytes.empty() || !to.send(bytes)) {
      return;
    }
  }
}

TEST(Proxy, TunnelsTls) {
  TempDir directory;
  TestAuthority authority(directory);
  const auto files = authority.issue("far", {"DNS:dingtalk.invalid"});
  EchoHandler handler;
  RunningServer server(handler, {}, http::TlsIdentity{files.certificate, files.key});
  std::string request;
  FakePeer proxy([&](RawSocket& socket, int) {
    request = socket.read_message();
    socket.send("HTTP/1.1 200 Connection established\r\nVia: proxy\r\n\r\n");
    auto far = server.connect();
    relay_bytes(socket, far);
  });
  auto options = through(proxy, "user:pass");
  options.ca_file = authority.file();
  {
    Posting posting(options);
    const auto outcome = posting.post(outbound(endpoint_at(443, "https", "dingtalk.invalid")));
    EXPECT_THAT(body_of(outcome), HasSubstr("/robot/send")) << detail_of(outcome);
  }
  EXPECT_EQ(request,
            "CONNECT dingtalk.invalid:443 HTTP/1.1\r\nHost: dingtalk.invalid:443\r\n"
            "User-Agent: sentry-dingtalk-relay\r\nProxy-Authorization: Basic dXNlcjpwYXNz\r\n\r\n");
}

struct RefusalCase {
  const char* name;
  std::string answer;
  const char* detail;
};

TEST(Proxy, ThatRefusesIsAFailureToConnect) {
  const RefusalCase cases[] = {
      {"403", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "proxy answered CONNECT with 403"},
      {"407", "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "proxy answered CONNECT with 407"},
      {"closes", "", "proxy: "},
      {"nonsense", "hello\r\n\r\n", "proxy: "},
      {"speaks into the tunnel", "HTTP/1.1 200 OK\r\n\r\nsurprise", "the proxy spoke before the tunnel stood"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    FakePeer proxy([&](RawSocket& socket, int) {
      proxy.read_request(socket);
      socket.send(c.answer);
    });
    Posting posting(through(proxy, "user:pass"));
    const auto outcome = posting.post(outbound(endpoint_at(443, "https", "dingtalk.invalid")));
    EXPECT_EQ(failure_of(outcome), "connect");
    EXPECT_THAT(detail_of(outcome), HasSubstr(c.detail));
    EXPECT_THAT(proxy.requests().front(), Not(HasSubstr("canary")));
  }
}

TEST(Proxy, ThatIsSilentEndsAtTheConnectDeadline) {
  FakePeer proxy([](RawSocket& socket, int) { socket.read_to_end(); });
  auto options = through(proxy);
  options.connect_deadline = Milliseconds{100};
  Posting posting(options);
  EXPECT_EQ(failure_of(posting.post(outbound(endpoint_at(443, "https", "dingtalk.invalid")))), "connect");
}

}  // namespace
}  // namespace relay::test
