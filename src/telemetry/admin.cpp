// SPDX-License-Identifier: MIT
#include "relay/telemetry/admin.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

namespace relay::telemetry {
namespace {

enum class Page { none, alive, ready, metrics };

Page page_at(std::string_view path) {
  if (path == "/healthz" || path == "/-/healthy") {
    return Page::alive;
  }
  if (path == "/readyz" || path == "/-/ready") {
    return Page::ready;
  }
  return path == "/metrics" ? Page::metrics : Page::none;
}

ports::HttpResponse error(int status, std::string_view code, std::string_view detail) {
  const nlohmann::ordered_json body{{"error", code}, {"detail", detail}};
  ports::HttpResponse response;
  response.status = status;
  response.body = body.dump() + "\n";
  return response;
}

ports::HttpResponse metrics_page(std::string text) {
  ports::HttpResponse response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = std::move(text);
  return response;
}

}  // namespace

ports::Admission Admin::admit(const ports::HttpHead& head) {
  const Page page = page_at(head.path);
  if (page == Page::none) {
    return error(404, "not_found", "try /healthz, /readyz or /metrics");
  }
  if (head.method != "GET" && head.method != "HEAD") {
    ports::HttpResponse refused = error(405, "method_not_allowed", "GET or HEAD");
    refused.headers.emplace_back("allow", "GET, HEAD");
    return refused;
  }
  if (page == Page::alive) {
    return health_.alive();  // asks nobody
  }
  return ports::ReadBody{0};
}

boost::asio::awaitable<ports::HttpResponse> Admin::handle(ports::HttpRequest request) {
  const std::optional<ports::SpoolStatus> status = co_await spool_.latest();
  if (page_at(request.head.path) == Page::ready) {
    co_return health_.readiness(status);
  }
  if (status.has_value()) {
    metrics_.show(*status);
  }
  metrics_.show_dropped_lines(log_.dropped());
  co_return metrics_page(metrics_.text());
}

}  // namespace relay::telemetry
