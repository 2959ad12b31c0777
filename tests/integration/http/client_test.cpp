// SPDX-License-Identifier: MIT
#include "relay/http/client.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>

#include "integration/http/fake_peer.hpp"
#include "integration/http/posting.hpp"

namespace relay::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string kOk = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\nok";

// Answers every request of every connection with `bytes`.
class AnsweringPeer : public FakePeer {
 public:
  explicit AnsweringPeer(std::string bytes)
      : FakePeer([this, bytes = std::move(bytes)](RawSocket& peer, int) {
          while (!read_request(peer).empty() && peer.send(bytes)) {
          }
        }) {}
};

// Answers one request of every connection with `bytes` and ends.
class ClosingPeer : public FakePeer {
 public:
  enum class How { close, reset };
  explicit ClosingPeer(std::string bytes, How how = How::close)
      : FakePeer([this, bytes = std::move(bytes), how](RawSocket& peer, int) {
          read_request(peer);
          peer.send(bytes);
          if (how == How::reset) {
            peer.reset();
          }
        }) {}
};

http::ClientOptions hasty() {
  http::ClientOptions options;
  options.connect_deadline = Milliseconds{150};
  options.total_deadline = Milliseconds{200};
  return options;
}

TEST(Client, BringsTheAnswer) {
  AnsweringPeer peer(
      "HTTP/1.1 429 Slow Down\r\nContent-Type: text/html\r\nRetry-After: 7\r\n"
      "Date: Mon, 23 Nov 2026 16:00:00 GMT\r\nContent-Length: 5\r\n\r\nhello");
  Posting posting;
  const auto outcome = posting.post(peer.port());
  const auto& answer = std::get<delivery::Answer>(outcome);
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.body, "hello");
  EXPECT_EQ(answer.content_type, "text/html");
  EXPECT_EQ(answer.retry_after, "7");
  EXPECT_EQ(answer.date, "Mon, 23 Nov 2026 16:00:00 GMT");
}

TEST(Client, SendsExactlyThis) {
  AnsweringPeer peer(kOk);
  Posting posting;
  posting.post(peer.port());
  EXPECT_THAT(
      peer.requests().front(),
      testing::Eq("POST /robot/send?access_token=canary HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(peer.port()) +
                  "\r\nUser-Agent: sentry-dingtalk-relay\r\nAccept: application/json\r\n"
                  "Accept-Encoding: identity\r\nContent-Type: application/json; charset=utf-8\r\n"
                  "Content-Length: 7\r\n\r\n{\"a\":1}"));
}

struct AnswerCase {
  const char* name;
  std::string bytes;
  std::string body;  // empty: no usable answer
};

TEST(Client, UnderstandsOrRefusesAnswers) {
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string head = "HTTP/1.1 200 OK\r\n";
  const std::string big(70'000, 'x');
  const AnswerCase cases[] = {
      {"length", head + "Content-Length: 2\r\n\r\nok", "ok"},
      {"no length, ends with the connection", head + "\r\nok", "ok"},
      {"HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nok", "ok"},
      {"chunked", chunked + "1\r\no\r\n1;x=y\r\nk\r\n0\r\nTrailer: x\r\n\r\n", "ok"},
      {"100 first", "HTTP/1.1 100 Continue\r\n\r\n" + head + "Content-Length: 2\r\n\r\nok", "ok"},
      {"103 first", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + head + "Content-Length: 2\r\n\r\nok", "ok"},
      {"more bytes than declared", head + "Content-Length: 2\r\n\r\nokay", "ok"},
      {"gzip is handed on as it is", head + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b", "\x1f\x8b"},
      {"just under the limit", head + "Content-Length: 65536\r\n\r\n" + big.substr(0, 65536), big.substr(0, 65536)},
      {"reason in Chinese", "HTTP/1.1 200 \xe5\xa5\xbd\r\nContent-Length: 2\r\n\r\nok", "ok"},
      {"fewer bytes than declared", head + "Content-Length: 5\r\n\r\nok", ""},
      {"truncated chunks", chunked + "2\r\nok\r\n", ""},
      {"bad chunk size", chunked + "zz\r\nok\r\n0\r\n\r\n", ""},
      {"chunk longer than it says", chunked + "1\r\nok\r\n0\r\n\r\n", ""},
      {"declared over the limit", head + "Content-Length: 65537\r\n\r\n" + big, ""},
      {"over the limit without a length", head + "\r\n" + big, ""},
      {"over the limit in chunks", chunked + "11170\r\n" + big + "\r\n0\r\n\r\n", ""},
      {"ten million bytes", head + "Content-Length: 10000000\r\n\r\n" + std::string(1'000'000, 'x'), ""},
      {"head without end", head + "X: " + std::string(20'000, 'x'), ""},
      {"length and chunked", head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", ""},
      {"two lengths", head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nokk", ""},
      {"unknown coding", head + "Transfer-Encoding: gzip\r\n\r\nok", ""},
      {"not HTTP", "SSH-2.0-OpenSSH\r\n\r\n", ""},
      {"HTTP/2", "HTTP/2 200\r\n\r\n", ""},
      {"nothing", "", ""},
      {"only interim answers", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n", ""},
      {"switching protocols", "HTTP/1.1 101 Switching Protocols\r\n\r\n", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    ClosingPeer peer(c.bytes);
    Posting posting;
    const auto outcome = posting.post(peer.port());
    EXPECT_EQ(failure_of(outcome), c.body.empty() ? "unanswered" : "answered") << detail_of(outcome);
    EXPECT_EQ(body_of(outcome), c.body);
    EXPECT_EQ(peer.connections(), 1);
  }
}

TEST(Client, EndsInterimAnswersWithoutEnd) {
  std::string many;
  for (int i = 0; i < 50; ++i) {
    many += "HTTP/1.1 100 Continue\r\n\r\n";
  }
  ClosingPeer peer(many + kOk);
  Posting posting;
  EXPECT_EQ(failure_of(posting.post(peer.port())), "unanswered");
}

TEST(Client, DoesNotFollowARedirect) {
  AnsweringPeer target(kOk);
  AnsweringPeer peer("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + std::to_string(target.port()) +
                     "/\r\nContent-Length: 0\r\n\r\n");
  Posting posting;
  EXPECT_EQ(status_of(posting.post(peer.port())), 302);
  EXPECT_EQ(target.connections(), 0);
}

TEST(Client, SaysUnansweredWhenTheConnectionIsResetBeforeTheAnswer) {
  ClosingPeer peer("", ClosingPeer::How::reset);
  Posting posting;
  EXPECT_EQ(failure_of(posting.post(peer.port())), "unanswered");
}

TEST(Client, SaysConnectWhenRefused) {
  std::uint16_t port = 0;
  {
    FakePeer gone([](RawSocket&, int) {});
    port = gone.port();
  }
  Posting posting;
  const auto outcome = posting.post(port);
  EXPECT_EQ(failure_of(outcome), "connect");
  EXPECT_EQ(detail_of(outcome), "connect 127.0.0.1:" + std::to_string(port) + ": Connection refused");
}

TEST(Client, SaysResolveForANameThatDoesNotExist) {
  Posting posting(hasty());
  const auto outcome = posting.post(outbound(endpoint_at(80, "http", "nothing.invalid")));
  EXPECT_EQ(failure_of(outcome), "resolve");
  EXPECT_THAT(detail_of(outcome), StartsWith("resolve nothing.invalid: "));
}

TEST(Client, SaysWriteWhenNotAllWasTaken) {
  FakePeer peer([](RawSocket& socket, int) {
    socket.read_some();
    socket.reset();
  });
  Posting posting;
  auto request = outbound(endpoint_at(peer.port()));
  request.body.assign(20'000'000, 'x');
  EXPECT_EQ(failure_of(posting.post(std::move(request))), "write");
}

TEST(Client, RefusesATargetThatWouldSplitTheRequest) {
  AnsweringPeer peer(kOk);
  Posting posting;
  for (const std::string target : {"/a b", "/a\r\nX: y", "/\x01", "/\xe4", "", "a", "/a\x7f"}) {
    auto request = outbound(endpoint_at(peer.port()));
    request.target = target;
    const auto outcome = posting.post(std::move(request));
    EXPECT_EQ(failure_of(outcome), "write");
    EXPECT_EQ(detail_of(outcome), "the target is not a percent-encoded path");
  }
  EXPECT_EQ(peer.connections(), 0);
}

TEST(Client, EndsAHangAtTheTotalDeadline) {
  std::promise<void> done;
  FakePeer peer([&done](RawSocket& socket, int) {
    socket.read_to_end();
    done.set_value();
  });
  Posting posting(hasty());
  const auto outcome = posting.post(peer.port());
  EXPECT_EQ(failure_of(outcome), "unanswered");
  EXPECT_EQ(detail_of(outcome), "answer: no answer in time");
  done.get_future().get();
}

TEST(Client, EndsASlowDripAtTheTotalDeadline) {
  FakePeer peer([](RawSocket& socket, int) {
    socket.read_message();
    const timeval pause{0, 20'000};
    ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_RCVTIMEO, &pause, sizeof pause);
    while (socket.send("H") && (socket.read_some(), socket.end() == RawSocket::End::silent)) {
    }
  });
  Posting posting(hasty());
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(failure_of(posting.post(peer.port())), "unanswered");
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds{2});
}

TEST(Client, UsesOneConnectionARobot) {
  AnsweringPeer peer(kOk);
  Posting posting;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(status_of(posting.post(peer.port())), 200);
  }
  EXPECT_EQ(peer.connections(), 1);
  EXPECT_EQ(peer.requests().size(), 3U);
}

TEST(Client, OpensAFreshConnectionWhenThePeerClosedTheIdleOne) {
  ClosingPeer peer(kOk);
  Posting posting;
  EXPECT_EQ(status_of(posting.post(peer.port())), 200);
  peer.wait_for_closed(1);
  EXPECT_EQ(status_of(posting.post(peer.port())), 200);
  EXPECT_EQ(peer.connections(), 2);
  EXPECT_EQ(peer.requests().size(), 2U);
}

TEST(Client, DoesNotKeepAConnectionThatSaidMoreThanItsAnswer) {
  FakePeer peer([](RawSocket& socket, int) {
    socket.read_message();
    socket.send(kOk + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged");
    socket.read_to_end();
  });
  Posting posting;
  EXPECT_EQ(body_of(posting.post(peer.port())), "ok");
  EXPECT_EQ(body_of(posting.post(peer.port())), "ok");
  EXPECT_EQ(peer.connections(), 2);
}

TEST(Client, DoesNotKeepAConnectionThatWillBeClosed) {
  AnsweringPeer peer("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
  Posting posting;
  posting.post(peer.port());
  posting.post(peer.port());
  EXPECT_EQ(peer.connections(), 2);
}

TEST(Client, NeverSendsARequestTwice) {
  FakePeer peer([&peer](RawSocket& socket, int) {
    peer.read_request(socket);
    socket.send(kOk);
    peer.read_request(socket);
    socket.reset();
  });
  Posting posting;
  EXPECT_EQ(status_of(posting.post(peer.port())), 200);
  EXPECT_EQ(failure_of(posting.post(peer.port())), "unanswered");
  EXPECT_EQ(peer.requests().size(), 2U);
  EXPECT_EQ(peer.connections(), 1);
}

TEST(Client, ClosesAnIdleConnection) {
  std::promise<RawSocket::End> end;
  FakePeer peer([&end](RawSocket& socket, int) {
    socket.read_message();
    socket.send(kOk);
    socket.read_to_end();
    end.set_value(socket.end());
  });
  http::ClientOptions options;
  options.idle_limit = Milliseconds{50};
  Posting posting(options);
  posting.post(peer.port());
  posting.io().restart();
  posting.io().run();
  EXPECT_EQ(end.get_future().get(), RawSocket::End::closed);
}

// Runs a post until the peer has what it waits for, then cancels it.
delivery::TransportOutcome cancelled_post(Posting& posting, ports::OutboundRequest request,
                                          const std::function<bool()>& now) {
  boost::asio::cancellation_signal cancel;
  std::optional<delivery::TransportOutcome> outcome;
  boost::asio::co_spawn(
      posting.io(), posting.sender().post(std::move(request)),
      boost::asio::bind_cancellation_slot(
          cancel.slot(), [&](std::exception_ptr, delivery::TransportOutcome result) { outcome = std::move(result); }));
  while (!now()) {
    posting.io().poll();
  }
  cancel.emit(boost::asio::cancellation_type::terminal);
  while (!outcome) {
    posting.io().run_one();
  }
  return *outcome;
}

TEST(Client, CancelledWhileWaitingForTheAnswerSaysShuttingDown) {
  std::atomic<bool> received{false};
  FakePeer peer([&](RawSocket& socket, int) {
    socket.read_message();
    received = true;
    socket.read_to_end();
  });
  Posting posting;
  const auto request = outbound(endpoint_at(peer.port()));
  EXPECT_EQ(failure_of(cancelled_post(posting, request, [&] { return received.load(); })), "shutting_down");
}

TEST(Client, CancelledWhileWritingSaysWrite) {
  std::atomic<bool> stop{false};
  FakePeer peer([&](RawSocket& socket, int) {
    socket.read_some();
    while (!stop) {
      std::this_thread::yield();
    }
  });
  Posting posting;
  auto request = outbound(endpoint_at(peer.port()));
  request.body.assign(20'000'000, 'x');
  const auto outcome = cancelled_post(posting, request, [&] { return peer.connections() > 0; });
  stop = true;
  EXPECT_EQ(failure_of(outcome), "write");
}

TEST(Client, DetailsHoldNoToken) {
  ClosingPeer peer("nonsense\r\n\r\n");
  Posting posting;
  EXPECT_THAT(detail_of(posting.post(peer.port())), Not(HasSubstr("canary")));
}

TEST(Client, MayBeDestroyedInTheMiddleOfARequest) {
  FakePeer peer([](RawSocket& socket, int) { socket.read_to_end(); });
  auto posting = std::make_unique<Posting>();
  boost::asio::co_spawn(posting->io(), posting->sender().post(outbound(endpoint_at(peer.port()))),
                        [](std::exception_ptr, const delivery::TransportOutcome&) {});
  while (peer.connections() == 0) {
    posting->io().poll();
  }
  posting.reset();
}

TEST(MakeClient, RefusesACaFileThatIsNotThere) {
  boost::asio::io_context io;
  http::ClientOptions options;
  options.ca_file = "/nonexistent/ca.pem";
  EXPECT_EQ(http::make_client(io.get_executor(), options).error().kind, ErrorKind::io);
}

TEST(MakeClient, RefusesAnEncryptedProxy) {
  boost::asio::io_context io;
  http::ClientOptions options;
  options.proxy = endpoint_at(3128, "https");
  EXPECT_EQ(http::make_client(io.get_executor(), options).error().kind, ErrorKind::invalid_argument);
}

}  // namespace
}  // namespace relay::test
