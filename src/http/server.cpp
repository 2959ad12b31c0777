// SPDX-License-Identifier: MIT
#include "relay/http/server.hpp"

#include <utility>

#include "http/server_impl.hpp"

namespace relay::http {

Server::Server(asio::any_io_executor executor, ports::HttpHandler& handler, ServerLimits limits,
               std::optional<TlsIdentity> tls, std::function<void(std::string)> on_error,
               std::function<void(const RefusedRequest&)> on_refusal)
    : impl_(std::make_shared<Impl>(std::move(executor), handler, limits, std::move(tls), std::move(on_error),
                                   std::move(on_refusal))) {}

Server::~Server() { impl_->abandon(); }

Result<std::uint16_t> Server::listen(const std::string& host, std::uint16_t port) { return impl_->listen(host, port); }

Result<BoundAddress> Server::adopt(int descriptor) { return impl_->adopt(descriptor); }

Result<void> Server::listen_local(const std::string& path) { return impl_->listen_local(path); }

asio::awaitable<void> Server::stop(Milliseconds grace) {
  const auto impl = impl_;
  co_await impl->stop(grace);
}

std::size_t Server::connections() const { return impl_->connections(); }

}  // namespace relay::http
