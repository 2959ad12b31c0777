// SPDX-License-Identifier: MIT
#include "http/session.hpp"

#include <exception>
#include <utility>
#include <variant>

#include "http/lingering_close.hpp"
#include "http/response_text.hpp"
#include "http/wire_script.hpp"

namespace relay::http {

// Calls are named before they are awaited: their arguments then die at once instead of staying in the coroutine's
// frame, and Asio keeps frames of up to 1 020 bytes for the next one.
namespace {

constexpr Milliseconds kFarewell{1'000};  // some peers never answer close_notify

}  // namespace

Session::Session(asio::ip::tcp::socket socket, std::string peer, SessionContext context,
                 std::function<void(Phase)> on_phase)
    : context_(context),
      peer_(peer),
      on_phase_(std::move(on_phase)),
      stream_(std::move(socket)),
      reader_(stream_, context_.limits, context_.budget, std::move(peer)),
      accepted_(std::chrono::steady_clock::now()) {}

void Session::enter(Phase phase) {
  phase_ = phase;
  on_phase_(phase);
}

void Session::drain(Fresh fresh) {
  draining_ = true;
  const bool carried_none = phase_ == Phase::head && served_ == 0;
  if (fresh == Fresh::spared && carried_none) {
    return;
  }
  if (phase_ != Phase::busy && !reader_.has_input()) {
    stream_.stop_reading();
  }
}

asio::awaitable<void> Session::run() {
  std::string problem;
  try {
    co_await serve();
  } catch (const boost::system::system_error& error) {
    problem = error.code() == asio::error::operation_aborted ? std::string{} : error.what();
  } catch (const std::exception& error) {
    problem = error.what();
  }
  stream_.close();
  if (!problem.empty()) {
    context_.report("session: " + problem);
  }
}

asio::awaitable<void> Session::serve() {
  if (context_.tls != nullptr) {
    const auto error = co_await stream_.accept_tls(*context_.tls, accepted_ + context_.limits.header_deadline);
    if (error) {
      co_return;
    }
  }
  auto next = Next::request;
  while (next == Next::request && stream_.is_open()) {
    next = co_await serve_one();
  }
}

asio::awaitable<HeadOutcome> Session::next_head() {
  auto deadline = accepted_ + context_.limits.header_deadline;
  if (!first_) {
    enter(Phase::idle);
    const bool came = co_await reader_.wait_for_input(from_now(context_.limits.idle_deadline));
    if (!came) {
      co_return Ended{};
    }
    enter(Phase::head);
    deadline = from_now(context_.limits.header_deadline);
  }
  first_ = false;
  co_return co_await reader_.read_head(deadline);
}

asio::awaitable<Session::Next> Session::serve_one() {
  unread_ = true;
  auto outcome = co_await next_head();
  if (std::holds_alternative<Ended>(outcome)) {
    co_return Next::close;
  }
  enter(Phase::busy);
  ++served_;
  if (auto* refusal = std::get_if<Refusal>(&outcome)) {
    co_return co_await refuse(std::move(*refusal));
  }
  auto answering = answer(std::move(std::get<IncomingRequest>(outcome)));
  co_return co_await std::move(answering);
}

asio::awaitable<Session::Next> Session::answer(IncomingRequest request) {
  unread_ = request.framing.body != BodyFraming::none;
  auto admission = admit(request.head);
  if (std::holds_alternative<ports::DropConnection>(admission)) {
    stream_.reset();
    co_return Next::close;
  }
  if (auto* early = std::get_if<ports::HttpResponse>(&admission)) {
    // A body that nobody reads would be taken for the next request.
    const auto persistence = unread_ ? Persistence::close : request.persistence;
    auto responding = respond(std::move(*early), std::move(request.head.method), persistence);
    co_return co_await std::move(responding);
  }
  const auto admitted = std::get<ports::ReadBody>(admission);
  const auto limit = admitted.body_limit;
  if (request.framing.body == BodyFraming::length && request.framing.length > limit) {
    Refusal refusal{413, "payload_too_large", "the body may have " + std::to_string(limit) + " bytes"};
    co_return co_await refuse(std::move(refusal));
  }
  auto handling = read_and_handle(std::move(request), admitted);
  co_return co_await std::move(handling);
}

asio::awaitable<Session::Next> Session::read_and_handle(IncomingRequest request, ports::ReadBody admitted) {
  if (request.framing.expectation == Expectation::continue_100 && !reader_.has_input()) {
    (void)co_await stream_.write("HTTP/1.1 100 Continue\r\n\r\n", from_now(context_.limits.write_deadline));
  }
  BodyBudget::Charge charge(context_.budget);
  auto outcome = co_await reader_.read_body(request.framing, admitted.body_limit, charge);
  if (std::holds_alternative<Ended>(outcome)) {
    co_return Next::close;
  }
  if (auto* refusal = std::get_if<Refusal>(&outcome)) {
    co_return co_await refuse(std::move(*refusal));
  }
  unread_ = false;
  auto method = request.head.method;
  auto& handler = admitted.handler ? *admitted.handler : context_.handler;
  auto handling = handle(handler, {std::move(request.head), std::move(std::get<std::string>(outcome))});
  auto response = co_await std::move(handling);
  const auto persistence = failed_ ? Persistence::close : request.persistence;
  auto responding = respond(std::move(response), std::move(method), persistence);
  co_return co_await std::move(responding);
}

ports::Admission Session::admit(const ports::HttpHead& head) {
  try {
    return context_.handler.admit(head);
  } catch (const std::exception& error) {
    return internal_error(error.what());
  }
}

// `handler` outlives the call: read_and_handle() shares it, or the server's owner keeps it.
asio::awaitable<ports::HttpResponse> Session::handle(ports::HttpHandler& handler, ports::HttpRequest request) {
  try {
    auto handling = handler.handle(std::move(request));
    co_return co_await std::move(handling);
  } catch (const boost::system::system_error& error) {
    if (!stream_.is_open()) {
      throw;  // stop() cancelled us
    }
    co_return internal_error(error.what());
  } catch (const std::exception& error) {
    co_return internal_error(error.what());
  }
}

ports::HttpResponse Session::internal_error(const std::string& what) {
  failed_ = true;
  context_.report("handler: " + what);
  return response_for(Refusal{500, "internal_error", "the request could not be handled"});
}

asio::awaitable<Session::Next> Session::refuse(Refusal refusal) {
  const RefusedRequest refused{peer_, refusal.status, refusal.code};
  context_.on_refusal(refused);
  auto response = response_for(refusal);
  co_return co_await respond(std::move(response), std::string(), Persistence::close);
}

asio::awaitable<Session::Next> Session::respond(ports::HttpResponse response, std::string method,
                                                Persistence persistence) {
  if (response.script) {
    co_await play_script(stream_, std::move(*response.script), context_.limits.write_deadline);
    co_return stream_.is_open() && !draining_ && !unread_ ? Next::request : Next::close;
  }
  auto kept = persistence_for(persistence);
  const auto text = text_of(response, method, kept);
  const auto written = co_await stream_.write(text, from_now(context_.limits.write_deadline));
  if (written.error) {
    co_return Next::close;
  }
  if (kept == Persistence::keep_alive) {
    co_return Next::request;
  }
  co_await say_goodbye();
  co_return Next::close;
}

asio::awaitable<void> Session::say_goodbye() {
  enter(Phase::idle);
  if (unread_ || reader_.has_input() || !stream_.is_quiet()) {
    co_await lingering_close(stream_);
  } else {
    co_await stream_.finish(from_now(kFarewell));
    stream_.close();
  }
}

std::string Session::text_of(const ports::HttpResponse& response, const std::string& method, Persistence& persistence) {
  auto text = response_text(response, method, persistence);
  if (!text) {
    persistence = Persistence::close;
    text = response_text(internal_error(text.error().detail), method, persistence);
  }
  return *text;
}

Persistence Session::persistence_for(Persistence wanted) const {
  const bool old = accepted_ + context_.limits.connection_age < std::chrono::steady_clock::now();
  return failed_ || draining_ || old ? Persistence::close : wanted;
}

}  // namespace relay::http
