// SPDX-License-Identifier: MIT
// delivery_rate: how many alerts a second reach a TLS server on loopback when no minute limits them: the real spool,
// dispatchers and client. `delivery_rate answer <certificate> <key>` is that server, in a process of its own so that
// its time is not ours.
#include <boost/asio/signal_set.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <sys/resource.h>

#include "bench/bench_spool.hpp"
#include "bench/figure.hpp"
#include "bench/sync_count.hpp"
#include "integration/http/certificates.hpp"
#include "relay/http/client.hpp"
#include "relay/http/server.hpp"
#include "relay/pipeline/dispatcher.hpp"
#include "support/process.hpp"

namespace relay::bench {
namespace {

namespace asio = boost::asio;
using std::chrono::steady_clock;

constexpr std::size_t kNoLimit = 1'000'000;  // sends a minute

// ---- the server

class Yes final : public ports::HttpHandler {
 public:
  ports::Admission admit(const ports::HttpHead&) override { return ports::ReadBody{64 * 1024}; }
  asio::awaitable<ports::HttpResponse> handle(ports::HttpRequest) override {
    ports::HttpResponse response;
    response.body = R"({"errcode":0,"errmsg":"ok"})";
    co_return response;
  }
};

int answer(const std::string& certificate, const std::string& key) {
  asio::io_context io(1);
  Yes yes;
  http::Server server(io.get_executor(), yes, http::ServerLimits{}, http::TlsIdentity{certificate, key});
  const auto port = server.listen("127.0.0.1", 0);
  if (!port) {
    throw std::runtime_error(port.error().detail);
  }
  std::printf("port=%u\n", *port);
  std::fflush(stdout);
  io.run();
  return 0;
}

// ---- the relay's half

class Counter final : public ports::EventSink {
 public:
  explicit Counter(std::size_t expected) : expected_(expected) {}
  void on(const ports::Event& event) override {
    const auto* ended = std::get_if<ports::AttemptEnded>(&event);
    if (ended == nullptr) {
      return;
    }
    if (ended->state != delivery::State::shown) {
      throw std::runtime_error("not shown: " + ended->detail);
    }
    ++shown_;
  }
  [[nodiscard]] bool done() const { return shown_ == expected_; }

 private:
  std::size_t expected_;
  std::size_t shown_{0};
};

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

dingtalk::Robot robot(std::size_t number, const std::string& port) {
  dingtalk::Robot robot;
  robot.name = "robot-" + std::to_string(number);
  robot.endpoint = *parse_url("https://localhost:" + port + "/robot/send");
  robot.access_token = Secret("token-" + std::to_string(number));
  robot.secret = Secret("SEC" + std::string(64, 'b'));
  robot.max_per_minute = kNoLimit;
  return robot;
}

struct Rates {
  double per_second;
  double cpu_us;  // a message
  double syncs;   // a message
};

// Every one of `alerts` goes to every one of `robots`.
Rates deliver(std::size_t robots, std::size_t alerts, const std::string& port, const std::string& ca_file) {
  const Directory directory;
  asio::io_context io(1);
  BenchSpool spool(io, directory.file("spool.db"));
  std::vector<dingtalk::Robot> all;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < robots; ++i) {
    all.push_back(robot(i, port));
    names.push_back(all.back().name);
  }
  constexpr std::size_t kTogether = 100;
  for (std::size_t i = 0; i < alerts; i += kTogether) {
    spool.append(io, kTogether, names);
  }
  http::ClientOptions client_options;
  client_options.ca_file = ca_file;
  const auto client = http::make_client(io.get_executor(), client_options);
  Counter counter(robots * alerts);
  std::vector<std::unique_ptr<pipeline::Dispatcher>> dispatchers;
  std::size_t running = 0;
  for (const dingtalk::Robot& one : all) {
    pipeline::DispatcherOptions options;
    options.robot = one;
    dispatchers.push_back(std::make_unique<pipeline::Dispatcher>(
        io.get_executor(), options, spool.spool(), **client, spool.clock(), counter, [] { return 0.5; },
        [](const std::string&, BootTime) {}, [](const std::string&) {}));
  }
  const auto began = steady_clock::now();
  const double cpu = cpu_seconds();
  const std::uint64_t syncs = sync_count();
  for (const auto& dispatcher : dispatchers) {
    ++running;
    asio::co_spawn(io, dispatcher->run(), [&running](std::exception_ptr) { --running; });
  }
  io.restart();
  while (!counter.done() && io.run_one() > 0) {
  }
  const std::chrono::duration<double> took = steady_clock::now() - began;
  const auto messages = static_cast<double>(robots * alerts);
  const Rates rates{messages / took.count(), (cpu_seconds() - cpu) / messages * 1e6,
                    static_cast<double>(sync_count() - syncs) / messages};
  for (const auto& dispatcher : dispatchers) {
    dispatcher->stop();
  }
  while (running > 0 && io.run_one() > 0) {
  }
  return rates;
}

void print(const std::string& name, const Rates& rates, double target) {
  print_at_least((name + ": delivered").c_str(), rates.per_second, "/s", target);
  print_only((name + ": CPU a message").c_str(), rates.cpu_us, "us");
  print_only((name + ": fdatasyncs a message").c_str(), rates.syncs, "");
}

void run(const std::string& self) {
  test::TempDir directory;
  test::TestAuthority authority(directory);
  const auto identity = authority.issue("localhost", {"DNS:localhost"});
  test::Process server({self, "answer", identity.certificate, identity.key});
  const std::string port = test::value_after(server.wait_for("port="), "port=");
  print("one robot", deliver(1, 3'000, port, authority.file()), 1'000);
  print("eight robots", deliver(8, 1'500, port, authority.file()), 4'000);
}

}  // namespace
}  // namespace relay::bench

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv, argv + argc);
  try {
    std::signal(SIGPIPE, SIG_IGN);
    if (arguments.size() == 4 && arguments[1] == "answer") {
      return relay::bench::answer(arguments[2], arguments[3]);
    }
    relay::bench::run(std::filesystem::canonical("/proc/self/exe").string());
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "delivery_rate: %s\n", error.what());
    return 1;
  }
}
