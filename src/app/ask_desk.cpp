// SPDX-License-Identifier: MIT
#include "app/ask_desk.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "app/owner_rights.hpp"
#include "app/system_clock.hpp"
#include "app/wiring.hpp"
#include "relay/console/desk.hpp"
#include "relay/http/local_socket.hpp"
#include "relay/storage/sqlite_spool.hpp"

namespace relay::app {
namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds kPatience = 5s;  // a daemon that starts or stops has the spool, but no socket
constexpr Milliseconds kPause = 100ms;
constexpr Milliseconds kAnswer = 10min;  // a copy of a large spool

// Nobody logs what a command does on its own: it says so itself, and the spool keeps it.
class NoEvents final : public ports::EventSink {
 public:
  void on(const ports::Event& /*event*/) override {}
};

ProbeRequest request_for(const std::string& path, const std::string& body, int connected) {
  ProbeRequest request{"localhost", 0, "POST", path, {}, body};
  request.deadline = kAnswer;
  request.connected = connected;
  return request;
}

asio::awaitable<Result<ProbeReply>> ask_own(asio::io_context& io, const SystemClock& clock,
                                            const config::Config& config, std::string path, std::string body) {
  const OwnerRights rights(config.spool.path);
  storage::SqliteSpoolOptions options = spool_options(config);
  options.unreadable = storage::Unreadable::refuse;
  const auto opened = storage::SqliteSpool::open(io.get_executor(), clock, std::move(options));
  if (opened.has_error()) {
    const Error& error = opened.error();
    co_return error.kind == ErrorKind::refused ? fail(ErrorKind::malformed, error.detail) : error;  // a newer schema
  }
  NoEvents events;
  console::Desk desk(*opened->operations, events, [](const std::string&) {});
  ports::HttpRequest request;
  request.head.path = std::move(path);
  request.body = std::move(body);
  const ports::HttpResponse response = co_await desk.handle(std::move(request));
  co_return ProbeReply{response.status, response.body};
}

asio::awaitable<Result<ProbeReply>> ask(asio::io_context& io, SystemClock& clock, const config::Config& config,
                                        std::string path, std::string body) {
  const BootTime deadline = clock.boot_now() + kPatience;
  for (;;) {
    const Result<int> connected = http::connect_local(desk_socket(config));
    if (connected) {
      ProbeRequest request = request_for(path, body, *connected);
      co_return co_await probe(std::move(request));
    }
    const ErrorKind why = connected.error().kind;
    if (why != ErrorKind::not_found && why != ErrorKind::unavailable) {
      co_return connected.error();
    }
    Result<ProbeReply> own = co_await ask_own(io, clock, config, path, body);
    const bool again = own.has_error() && own.error().kind == ErrorKind::unavailable && clock.boot_now() < deadline;
    if (!again) {
      co_return own;
    }
    co_await clock.sleep_until(clock.boot_now() + kPause);
  }
}

}  // namespace

std::string desk_socket(const config::Config& config) { return config.spool.path + ".sock"; }

Result<ProbeReply> ask_desk(const config::Config& config, const std::string& path, const std::string& body) {
  asio::io_context io(1);
  SystemClock clock;
  std::optional<Result<ProbeReply>> reply;
  asio::co_spawn(io, ask(io, clock, config, path, body), [&reply](std::exception_ptr bug, Result<ProbeReply> ended) {
    if (bug) {
      std::rethrow_exception(bug);
    }
    reply.emplace(std::move(ended));
  });
  io.run();
  return reply.has_value() ? std::move(*reply) : fail(ErrorKind::io, "no answer");
}

ExitCode command_exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::unavailable:
      return ExitCode::temporary;
    case ErrorKind::refused:
      return ExitCode::no_permission;
    case ErrorKind::not_found:
      return ExitCode::no_input;
    case ErrorKind::invalid_argument:
      return ExitCode::usage;
    case ErrorKind::malformed:
    case ErrorKind::too_large:
      return ExitCode::data;
    case ErrorKind::io:
    case ErrorKind::cancelled:
      return ExitCode::io;
  }
  return ExitCode::io;
}

}  // namespace relay::app
