// SPDX-License-Identifier: MIT
// ack_latency: how long Sentry waits for its 200 while DingTalk hangs: `serve` with one robot at an address that takes
// requests and never answers, and distinct signed webhooks of 5.6 KB that arrive at a fixed rate whether or not the
// earlier ones were answered. Latency counts from the instant at which a webhook was due, so that a stall is seen by
// all that it delayed. Loopback only; ends by itself.
#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "bench/bench_spool.hpp"
#include "bench/figure.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

namespace relay::bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using std::chrono::steady_clock;

constexpr std::size_t kConnections = 128;
constexpr std::size_t kBytes = 5'600;

// Takes every connection and every byte, and says nothing.
class Silence {
 public:
  Silence() : acceptor_(io_, {asio::ip::make_address("127.0.0.1"), 0}), thread_([this] { run(); }) {}
  ~Silence() {
    io_.stop();
    thread_.join();
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

  [[nodiscard]] std::string port() const { return std::to_string(acceptor_.local_endpoint().port()); }

 private:
  void run() {
    asio::co_spawn(io_, accept(), asio::detached);
    io_.run();
  }
  asio::awaitable<void> accept() {
    for (;;) {
      sockets_.push_back(std::make_unique<tcp::socket>(co_await acceptor_.async_accept(asio::use_awaitable)));
    }
  }

  asio::io_context io_{1};
  tcp::acceptor acceptor_;
  std::vector<std::unique_ptr<tcp::socket>> sockets_;
  std::thread thread_;
};

// Whole requests of one length, back to back in a file.
class Requests {
 public:
  Requests(const std::string& directory, std::size_t count) {
    test::Process make({std::string(RELAY_BENCH_DIR) + "/load_requests", "sentry", "keep-alive", std::to_string(kBytes),
                        std::to_string(count), directory + "/requests"});
    if (make.wait() != 0) {
      throw std::runtime_error("load_requests failed: " + make.output());
    }
    length_ = std::stoul(make.output());
    std::ifstream file(directory + "/requests", std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(file), {});
    std::filesystem::remove(directory + "/requests");
  }
  [[nodiscard]] asio::const_buffer at(std::size_t index) const {
    return asio::buffer(bytes_.data() + index * length_, length_);
  }

 private:
  std::string bytes_;
  std::size_t length_{0};
};

// Reads one answer of the relay, whose heads come whole with their small bodies; its status.
class Answers {
 public:
  asio::awaitable<int> next(tcp::socket& socket) {
    constexpr std::string_view kLength = "\r\nContent-Length: ";
    for (;;) {
      const std::size_t head = text_.find("\r\n\r\n");
      const std::size_t length = text_.find(kLength);
      if (head != std::string::npos && length < head) {
        const std::size_t whole = head + 4 + std::stoul(text_.substr(length + kLength.size()));
        if (text_.size() >= whole) {
          const int status = std::stoi(text_.substr(9, 3));
          text_.erase(0, whole);
          co_return status;
        }
      }
      const std::size_t bytes = co_await socket.async_read_some(asio::buffer(buffer_), asio::use_awaitable);
      text_.append(buffer_.data(), bytes);
    }
  }

 private:
  std::string text_;
  std::array<char, 4096> buffer_{};
};

struct Run {
  std::size_t count;
  std::chrono::nanoseconds pause;  // between two webhooks
  steady_clock::time_point began;
  std::size_t next{0};
  std::size_t refused{0};
  std::vector<double> milliseconds{};
};

asio::awaitable<void> send_some(const Requests& requests, std::uint16_t port, Run& run) {
  tcp::socket socket(co_await asio::this_coro::executor);
  const tcp::endpoint relay(asio::ip::make_address("127.0.0.1"), port);
  co_await socket.async_connect(relay, asio::use_awaitable);
  socket.set_option(tcp::no_delay{true});
  asio::steady_timer timer(socket.get_executor());
  Answers answers;
  while (run.next < run.count) {
    const std::size_t mine = run.next++;
    const auto due = run.began + run.pause * static_cast<std::int64_t>(mine);
    timer.expires_at(due);
    co_await timer.async_wait(asio::use_awaitable);
    co_await asio::async_write(socket, requests.at(mine), asio::use_awaitable);
    const int status = co_await answers.next(socket);
    run.refused += status == 200 ? 0U : 1U;
    run.milliseconds.push_back(std::chrono::duration<double, std::milli>(steady_clock::now() - due).count());
  }
}

double percentile(const std::vector<double>& sorted, double of) {
  const auto index = static_cast<std::size_t>(std::ceil(of / 100 * static_cast<double>(sorted.size())));
  return sorted.at(std::clamp<std::size_t>(index, 1, sorted.size()) - 1);
}

void measure(std::size_t per_second, std::size_t count, const std::string& robot_port) {
  const Directory directory;
  const Requests requests(directory.file("."), count);
  test::write_file(directory.file("relay.yaml"),
                   "server: { listen: 127.0.0.1:0 }\nadmin: { listen: 127.0.0.1:0 }\nspool: { path: " +
                       directory.file("spool/spool.db") +
                       " }\nsources:\n  - name: main\n    client_secrets: [ bench-client-secret ]\nrobots:\n"
                       "  - name: backend\n    access_token: bench-token\n    endpoint: http://127.0.0.1:" +
                       robot_port + "/robot/send\n");
  test::Process relay({RELAY_BINARY, "serve", "--config", directory.file("relay.yaml")});
  const std::string ready = relay.wait_for("event=ready");
  const auto port = static_cast<std::uint16_t>(std::stoul(test::value_after(ready, " listen=127.0.0.1:")));
  asio::io_context io(1);
  Run run{count, std::chrono::nanoseconds(std::chrono::seconds{1}) / per_second, steady_clock::now()};
  for (std::size_t i = 0; i < std::min(kConnections, count); ++i) {
    asio::co_spawn(io, send_some(requests, port, run), [](std::exception_ptr error) {
      if (error) {
        std::rethrow_exception(error);
      }
    });
  }
  io.run();
  relay.signal(SIGTERM);
  relay.wait();
  std::sort(run.milliseconds.begin(), run.milliseconds.end());
  const auto figure = [&](double of) { return percentile(run.milliseconds, of); };
  std::printf("ack, DingTalk hangs: %6zu/s offered %12zu of %zu stored; p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms\n",
              per_second, count - run.refused, count, figure(50), figure(99), figure(99.9));
  std::fflush(stdout);
}

void run() {
  const Silence silence;
  measure(50, 500, silence.port());
  measure(500, 2'500, silence.port());
  measure(2'000, 10'000, silence.port());
  measure(20'000, 40'000, silence.port());  // more than it can take: the latency is that of the queue
}

}  // namespace
}  // namespace relay::bench

int main() {
  try {
    std::signal(SIGPIPE, SIG_IGN);
    relay::bench::run();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "ack_latency: %s\n", error.what());
    return 1;
  }
}
