// SPDX-License-Identifier: MIT
#include "http/server_impl.hpp"

#include <algorithm>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ssl/context.hpp>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

#include "http/listener.hpp"
#include "http/local_listener.hpp"

namespace relay::http {

namespace {

using asio::ip::tcp;

constexpr Milliseconds kFirstPause{50};
constexpr Milliseconds kLongestPause{100};
constexpr Milliseconds kUnwind{100};
// How long a stop waits for the first request of a connection that was just made.
constexpr Milliseconds kFirstRequest{250};

std::uint64_t descriptor_limit() {
  rlimit limit{};
  return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 1024;
}

std::string peer_of(const tcp::socket& socket) {
  error_code error;
  const auto address = socket.remote_endpoint(error).address();
  if (!error && address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return error ? "unknown" : address.to_string();
}

// Only these come back when accept is asked again at once (accept(2)).
bool is_starving(error_code error) {
  return error == asio::error::no_descriptors || error == boost::system::errc::too_many_files_open_in_system ||
         error == boost::system::errc::no_buffer_space || error == boost::system::errc::not_enough_memory;
}

}  // namespace

Server::Impl::Impl(asio::any_io_executor executor, ports::HttpHandler& handler, ServerLimits limits,
                   std::optional<TlsIdentity> tls, std::function<void(std::string)> on_error,
                   std::function<void(const RefusedRequest&)> on_refusal)
    : executor_(std::move(executor)),
      handler_(handler),
      limits_(limits),
      identity_(std::move(tls)),
      on_error_(std::move(on_error)),
      on_refusal_(std::move(on_refusal)),
      budget_(executor_, limits_.small_body_pool, limits_.large_body_pool, limits_.small_body_bytes),
      table_(connection_limit(limits_.connections, descriptor_limit())),
      acceptor_(executor_),
      ended_(executor_),
      evictable_(executor_),
      accept_pause_(kFirstPause) {
  if (!on_error_) {
    on_error_ = [](const std::string&) {};
  }
  if (!on_refusal_) {
    on_refusal_ = [](const RefusedRequest&) {};
  }
}

Server::Impl::~Impl() = default;

Result<std::uint16_t> Server::Impl::listen(const std::string& host, std::uint16_t port) {
  if (auto ready = prepare(); !ready) {
    return ready.error();
  }
  const auto bound = open_listener(acceptor_, host, port);
  if (bound) {
    begin_to_accept();
  }
  return bound;
}

Result<BoundAddress> Server::Impl::adopt(int descriptor) {
  if (auto ready = prepare(); !ready) {
    return ready.error();
  }
  auto bound = adopt_listener(acceptor_, descriptor);
  if (bound) {
    queue_ = Queue::left_to_the_next;
    begin_to_accept();
  }
  return bound;
}

Result<void> Server::Impl::listen_local(const std::string& path) {
  if (auto ready = prepare(); !ready) {
    return ready;
  }
  if (auto bound = open_local_listener(acceptor_, path); !bound) {
    return bound;
  }
  local_path_ = path;
  begin_to_accept();
  return boost::system::in_place_value;
}

Result<void> Server::Impl::prepare() {
  if (acceptor_.is_open() || stopping_) {
    return fail(ErrorKind::invalid_argument, "this server listens already");
  }
  if (identity_) {
    auto context = server_tls(identity_->certificate_file, identity_->key_file);
    if (!context) {
      return context.error();
    }
    tls_ = std::move(*context);
  }
  return boost::system::in_place_value;
}

void Server::Impl::begin_to_accept() {
  accepting_ = true;
  asio::co_spawn(executor_, accept_loop(), [self = shared_from_this()](std::exception_ptr bug) {
    if (bug) {
      self->on_error_("the accept loop ended");
    }
    self->accepting_ = false;
    self->ended_.notify();
  });
}

asio::awaitable<void> Server::Impl::accept_loop() {
  while (!stopping_) {
    auto [error, socket] = co_await acceptor_.async_accept(kTuple);
    if (!error) {
      accept_pause_ = kFirstPause;
      co_await accepted(std::move(socket));
    } else if (is_starving(error)) {
      co_await back_off(error);
    }
  }
}

asio::awaitable<void> Server::Impl::accepted(tcp::socket socket) {
  while (table_.is_full() && !stopping_) {
    close_victim();
    co_await evictable_.wait(kNever);
  }
  if (!abandoned_) {
    start(std::move(socket));
  }
}

// Asking again at once would keep one core busy with failing: 1.25 M times a second (reliability dossier, 6.5).
asio::awaitable<void> Server::Impl::back_off(error_code error) {
  if (error == asio::error::no_descriptors && reserve_.release() == DescriptorReserve::Released::yes) {
    co_return;
  }
  close_victim();
  const auto pause = std::exchange(accept_pause_, kLongestPause);
  co_await ended_.wait(from_now(pause));
}

void Server::Impl::close_victim() {
  if (const auto victim = table_.victim()) {
    served_.at(*victim)->session.close();
  }
}

void Server::Impl::start(tcp::socket socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay{true}, ignored);  // a Unix socket has none
  const auto id = next_id_++;
  const SessionContext context{handler_, limits_, budget_, tls_.get(), on_error_, on_refusal_};
  auto peer = local_path_.empty() ? peer_of(socket) : std::string("local");
  const auto on_phase = [this, id](Phase phase) {
    table_.set_phase(id, phase, std::chrono::steady_clock::now());
    if (phase != Phase::busy) {
      evictable_.notify();
    }
  };
  auto served = std::make_shared<Served>(std::move(socket), std::move(peer), context, on_phase);
  table_.add(id, std::chrono::steady_clock::now());
  served_.emplace(id, served);
  auto completion = [self = shared_from_this(), served, id](std::exception_ptr bug) {
    if (bug) {
      self->on_error_("a session ended with an unknown exception");
    }
    self->end(id);
  };
  asio::co_spawn(executor_, served->session.run(),
                 asio::bind_cancellation_slot(served->cancel.slot(), std::move(completion)));
  if (stopping_) {
    served->session.drain(Session::Fresh::spared);
  }
}

void Server::Impl::end(ConnectionId id) {
  served_.erase(id);
  table_.remove(id);
  reserve_.refill();
  ended_.notify();
  evictable_.notify();
}

asio::awaitable<void> Server::Impl::wait_until_empty(SteadyTime deadline) {
  while ((accepting_ || !served_.empty()) && std::chrono::steady_clock::now() < deadline) {
    co_await ended_.wait(deadline);
  }
}

void Server::Impl::quit() {
  if (!local_path_.empty() && acceptor_.is_open()) {
    ::unlink(local_path_.c_str());  // while it is ours: nobody can have replaced what is served
  }
  stopping_ = true;
  error_code ignored;
  acceptor_.close(ignored);
  ended_.notify();
  evictable_.notify();
}

// Peers in the kernel's queue may have sent their request already; closing the acceptor would reset them.
void Server::Impl::take_waiting() {
  error_code error;
  acceptor_.non_blocking(true, error);
  while (!error && !table_.is_full()) {
    tcp::socket socket(executor_);
    acceptor_.accept(socket, error);
    if (!error) {
      start(std::move(socket));
    }
  }
}

asio::awaitable<void> Server::Impl::stop(Milliseconds grace) {
  if (queue_ == Queue::ours) {
    take_waiting();
  }
  quit();
  const auto deadline = from_now(grace);
  drain_all(Session::Fresh::spared);
  co_await wait_until_empty(std::min(deadline, from_now(kFirstRequest)));
  drain_all(Session::Fresh::ended);
  co_await wait_until_empty(deadline);
  close_all();
  co_await wait_until_empty(from_now(kUnwind));
}

void Server::Impl::drain_all(Session::Fresh fresh) {
  for (const auto& [id, served] : served_) {
    served->session.drain(fresh);
  }
}

void Server::Impl::close_all() {
  for (const auto& [id, served] : served_) {
    served->session.close();
    served->cancel.emit(asio::cancellation_type::terminal);
  }
}

void Server::Impl::abandon() {
  abandoned_ = true;
  quit();
  close_all();
}

}  // namespace relay::http
