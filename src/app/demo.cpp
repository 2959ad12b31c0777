// SPDX-License-Identifier: MIT
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <optional>

#include "app/commands.hpp"
#include "app/demo_payloads.hpp"
#include "app/http_probe.hpp"
#include "app/relay_app.hpp"
#include "app/system_clock.hpp"
#include "relay/base/crypto.hpp"
#include "relay/base/utf8.hpp"
#include "relay/config/load.hpp"
#include "relay/emulator/emulator.hpp"

namespace relay::app {
namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr const char* kClientSecret = "demo-client-secret-of-the-integration";
constexpr const char* kUrlToken = "demo-url-token-of-the-legacy-plugin";
constexpr const char* kToken1 = "demo-token-1-signed";
constexpr const char* kSecret1 = "SECdemo-secret-1";
constexpr const char* kToken2 = "demo-token-2-unsigned";
constexpr const char* kToken3 = "demo-token-3-keyword";
constexpr const char* kKeyword = "告警";

// A directory for the demo's spool, removed at the end.
class ScratchDirectory {
 public:
  ScratchDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sentry-dingtalk-relay-demo-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) {
      path_ = pattern;
    }
  }
  ~ScratchDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

emulator::EmulatorOptions emulated_robots() {
  emulator::EmulatorOptions options;
  emulator::EmulatedRobot robot;
  robot.name = "signed";
  robot.token = kToken1;
  robot.secret = kSecret1;
  options.robots.push_back(robot);
  robot = {};
  robot.name = "unsigned (-)";
  robot.token = kToken2;
  options.robots.push_back(robot);
  robot = {};
  robot.name = "keyword";
  robot.token = kToken3;
  robot.keywords.emplace_back(kKeyword);
  options.robots.push_back(robot);
  return options;
}

// The configuration that a user of the plugin would paste, and one robot of the new form beside it.
std::string demo_yaml(const std::string& endpoint, const std::string& spool) {
  return "server: { listen: 127.0.0.1:0 }\nadmin: { listen: 127.0.0.1:0 }\nspool: { path: " + spool +
         " }\nsources:\n  - name: main\n    client_secrets: [ " + kClientSecret + " ]\n    url_token: " + kUrlToken +
         "\n    base_url: https://sentry.example.com\n    organization: acme\ndingtalk:\n  endpoint: " + endpoint +
         "\n  access_token: |\n    " + kToken1 + "\n    " + kToken2 + "\n  secret: |\n    " + kSecret1 +
         "\n    -\n  at_mobiles: 13800000000\nrobots:\n  - name: keyword\n    access_token: " + kToken3 +
         "\n    keyword: " + kKeyword + "\n    endpoint: " + endpoint + "\n";
}

// What became of the payloads.
struct Tally {
  std::size_t accepted{0};
  std::size_t refused{0};
  std::int64_t shown{0};
  std::int64_t dead{0};
  std::int64_t pending{0};
  std::int64_t suppressed{0};
};

ProbeRequest webhook(const DemoPayload& payload, std::uint16_t port) {
  ProbeRequest request{"127.0.0.1", port, "POST", "/sentry/main", {}, payload.body};
  request.headers.emplace_back("Content-Type", "application/json");
  if (*payload.resource == '\0') {
    request.path += std::string("/") + kUrlToken;
    request.headers.emplace_back("User-Agent", "python-urllib3/2.7.0");
    return request;
  }
  request.headers.emplace_back("Sentry-Hook-Resource", payload.resource);
  request.headers.emplace_back("Sentry-Hook-Signature", crypto::hex(crypto::hmac_sha256(kClientSecret, payload.body)));
  return request;
}

std::int64_t count_of(const ports::SpoolCounts& counts, delivery::State state) {
  for (const auto& [key, value] : counts.deliveries) {
    if (key == state) {
      return value;
    }
  }
  return 0;
}

telemetry::LogOptions only_errors() {
  telemetry::LogOptions options;
  options.least = telemetry::LogLevel::error;
  return options;
}

// One demonstration: emulator and relay in this process, real sockets between them.
class Demo {
 public:
  explicit Demo(asio::io_context& io)
      : io_(io),
        log_(clock_, only_errors()),
        emulator_(clock_, emulated_robots()),
        dingtalk_(io.get_executor(), emulator_, http::ServerLimits{}) {}

  // Empty when both run; else what stood in the way.
  std::string start() {
    const auto port = dingtalk_.listen("127.0.0.1", 0);
    if (port.has_error()) {
      return port.error().detail;
    }
    origin_ = "http://127.0.0.1:" + std::to_string(*port);
    const std::string yaml = demo_yaml(origin_ + "/robot/send", (directory_.path() / "spool.db").string());
    const config::Surroundings nothing_else{[](const std::string&) { return std::nullopt; },
                                            config::real_surroundings().read_file};
    auto loaded = config::load(yaml, "demo.yaml", nothing_else, {});
    if (loaded.has_error()) {
      return loaded.error().lines.front();
    }
    relay_ = std::make_unique<RelayApp>(io_, clock_, loaded->config, log_, [this](ExitCode) { io_.stop(); });
    const auto failure = relay_->start();
    return failure.has_value() ? failure->text : std::string{};
  }

  asio::awaitable<Tally> run() {
    Tally tally;
    for (const DemoPayload& payload : demo_payloads()) {
      ProbeRequest request = webhook(payload, relay_->port());
      const Result<ProbeReply> reply = co_await probe(std::move(request));
      const bool stored = reply.has_value() && reply->status == 200;
      tally.accepted += stored ? 1 : 0;
      tally.refused += stored ? 0 : 1;
      std::cout << std::left << std::setw(18) << payload.name << " -> "
                << (reply.has_value() ? std::to_string(reply->status) + " " + reply->body : reply.error().detail)
                << '\n';
    }
    co_await wait_for_the_end(tally);
    co_return tally;
  }

  asio::awaitable<void> stop() {
    co_await relay_->stop(RelayApp::Stop::orderly);
    co_await dingtalk_.stop(Milliseconds{100});
  }

  void print_table() const;
  void print_message() const;
  [[nodiscard]] const std::string& origin() const { return origin_; }
  [[nodiscard]] std::uint16_t port() const { return relay_->port(); }

 private:
  asio::awaitable<void> wait_for_the_end(Tally& tally) {
    const BootTime give_up = clock_.boot_now() + 30s;
    do {
      co_await clock_.sleep_until(clock_.boot_now() + 20ms);
      const auto counts = co_await relay_->spool().counts();
      if (counts.has_error()) {
        co_return;
      }
      tally.shown = count_of(*counts, delivery::State::shown);
      tally.dead = count_of(*counts, delivery::State::dead) + count_of(*counts, delivery::State::unknown);
      tally.pending = count_of(*counts, delivery::State::pending);
      tally.suppressed = count_of(*counts, delivery::State::suppressed);
    } while (tally.pending > 0 && clock_.boot_now() < give_up);
  }

  asio::io_context& io_;
  SystemClock clock_;
  ScratchDirectory directory_;
  telemetry::Log log_;
  emulator::Emulator emulator_;
  http::Server dingtalk_;
  std::string origin_;
  std::unique_ptr<RelayApp> relay_;
};

// CJK, full-width forms and pictures take two columns of a terminal.
std::size_t width_of(std::uint32_t code_point) {
  const bool wide = (code_point >= 0x1100 && code_point <= 0x115F) || (code_point >= 0x2E80 && code_point <= 0xD7A3) ||
                    (code_point >= 0xF900 && code_point <= 0xFAFF) || (code_point >= 0xFE30 && code_point <= 0xFE6F) ||
                    (code_point >= 0xFF00 && code_point <= 0xFF60) || code_point >= 0x1F300;
  return wide ? 2 : 1;
}

// Exactly `width` columns: cut, or filled with spaces.
std::string column(const std::string& text, std::size_t width) {
  std::size_t used = 0;
  std::size_t end = 0;
  for (std::size_t next = 0; next < text.size(); end = next) {
    const std::size_t more = width_of(utf8::decode(text, next));
    if (used + more > width) {
      break;
    }
    used += more;
  }
  return text.substr(0, end) + std::string(width - used, ' ');
}

void Demo::print_table() const {
  std::cout << '\n' << column("alert", 48) << "  " << column("robot", 14) << "answer\n";
  for (const emulator::TranscriptEntry& entry : emulator_.transcript()) {
    std::cout << column(entry.title, 48) << "  " << column(entry.robot, 14) << entry.status << ' ' << entry.answer
              << '\n';
  }
}

void Demo::print_message() const {
  for (const emulator::TranscriptEntry& entry : emulator_.transcript()) {
    if (entry.shown && !entry.at_mobiles.empty()) {
      std::cout << "\na message, as the group of robot \"" << entry.robot << "\" gets it:\n\n" << entry.text << "\n\n";
      return;
    }
  }
}

void keep_running(asio::io_context& io, const Demo& demo) {
  std::cout << "the group: " << demo.origin() << "/\nSentry may post to: http://127.0.0.1:" << demo.port()
            << "/sentry/main/" << kUrlToken << "\nCtrl-C ends it\n"
            << std::flush;
  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&io](const boost::system::error_code&, int) { io.stop(); });
  io.restart();
  io.run();
}

// Runs a coroutine to its end while everything else goes on.
template <class T>
std::optional<T> run_to_end(asio::io_context& io, asio::awaitable<T> coroutine) {
  std::optional<T> result;
  asio::co_spawn(io, std::move(coroutine), [&](std::exception_ptr error, T value) {
    if (!error) {
      result.emplace(std::move(value));
    }
    io.stop();
  });
  io.restart();
  io.run();
  return result;
}

asio::awaitable<bool> stopped(Demo& demo) {
  co_await demo.stop();
  co_return true;
}

bool all_arrived(const Tally& tally) {
  const auto expected = static_cast<std::int64_t>(demo_payloads().size() * emulated_robots().robots.size());
  return tally.refused == 0 && tally.dead == 0 && tally.pending == 0 && tally.shown + tally.suppressed == expected;
}

}  // namespace

ExitCode demo(const DemoArguments& arguments) {
  asio::io_context io(1);
  Demo demo(io);
  const std::string problem = demo.start();
  if (!problem.empty()) {
    std::cerr << "demo: " << problem << '\n';
    return ExitCode::failure;
  }
  std::cout << "Sentry -> relay\n";
  const std::optional<Tally> tally = run_to_end(io, demo.run());
  if (!tally.has_value()) {
    std::cerr << "demo: the relay stopped\n";
    return ExitCode::failure;
  }
  demo.print_table();
  demo.print_message();
  std::cout << "suppressed by rule (kinds.installation): " << tally->suppressed << " deliveries of "
            << tally->suppressed / 3 << " alert\n";
  std::cout << "demo: accepted=" << tally->accepted << " shown=" << tally->shown << " dead=" << tally->dead << '\n';
  if (arguments.keep) {
    keep_running(io, demo);
  }
  run_to_end(io, stopped(demo));
  return all_arrived(*tally) ? ExitCode::ok : ExitCode::failure;
}

}  // namespace relay::app
