// SPDX-License-Identifier: MIT
#include "support/e2e.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <stdexcept>

#include "relay/base/crypto.hpp"

namespace relay::test {
namespace {

std::uint16_t port_of(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  return static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1)));
}

const std::pair<std::string, std::string> kJsonLog{"RELAY_LOG_FORMAT", "json"};

// Up to a quotation mark, if there is one.
std::string quoted_part(const std::string& value) { return value.substr(0, value.find('"')); }

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

}  // namespace

// Its last connection stays in TIME-WAIT: until a listener takes the port (SO_REUSEADDR) the kernel gives it to nobody
// else that asks for any.
std::uint16_t free_port() {
  namespace asio = boost::asio;
  using asio::ip::tcp;
  asio::io_context io(1);
  tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  tcp::socket client(io);
  client.connect(acceptor.local_endpoint());
  acceptor.accept().close();  // first, so that this side waits
  char nothing = 0;
  boost::system::error_code ended;
  client.read_some(asio::buffer(&nothing, 1), ended);
  return acceptor.local_endpoint().port();
}

EmulatorProcess::EmulatorProcess(const std::string& config_file, std::uint16_t port, std::vector<std::string> extra) {
  std::vector<std::string> arguments{RELAY_BINARY, "emulate",  "--config",
                                     config_file,  "--listen", "127.0.0.1:" + std::to_string(port)};
  arguments.insert(arguments.end(), extra.begin(), extra.end());
  process_ = std::make_unique<Process>(std::move(arguments));
  const std::string output = process_->wait_for("/robot/send\n");
  const std::string endpoint = value_after(output, "endpoint: ");
  port_ = port_of(endpoint.substr(0, endpoint.find("/robot/send")));
}

std::vector<nlohmann::json> EmulatorProcess::messages() const {
  const RawReply reply = http_exchange(port_, request_bytes("GET", "/__emu/messages", {}, ""));
  const nlohmann::json body = nlohmann::json::parse(reply.body);
  const nlohmann::json& list = body.is_array() ? body : body.at("messages");
  return {list.begin(), list.end()};
}

std::vector<std::string> EmulatorProcess::shown() const {
  std::vector<std::string> texts;
  for (const nlohmann::json& message : messages()) {
    if (message.at("shown").get<bool>()) {
      texts.push_back(message.at("text").get<std::string>());
    }
  }
  return texts;
}

void EmulatorProcess::arm(const std::string& fault_json) const {
  const RawReply reply =
      http_exchange(port_, request_bytes("POST", "/__emu/faults", {{"Content-Type", "application/json"}}, fault_json));
  if (reply.status != 200) {
    throw std::runtime_error("the emulator did not take the fault: " + reply.body);
  }
}

void EmulatorProcess::disarm() const { http_exchange(port_, request_bytes("DELETE", "/__emu/faults", {}, "")); }

RelayHome::RelayHome(const std::string& endpoint, const std::string& robots_yaml)
    : config_file_(directory_.file("relay.yaml")) {
  std::string yaml =
      "server: { listen: 127.0.0.1:0 }\n"
      "admin: { listen: 127.0.0.1:0 }\n"
      "spool: { path: " +
      directory_.file("spool.db") +
      " }\n"
      "sources:\n"
      "  - name: main\n"
      "    client_secrets: [ " +
      kClientSecret + " ]\n    url_token: " + kUrlToken + "\n    base_url: https://sentry.example.com\n" + robots_yaml;
  replace_all(yaml, "ENDPOINT", endpoint);
  write_file(config_file_, yaml);
}

std::unique_ptr<Process> RelayHome::start(std::vector<std::pair<std::string, std::string>> environment,
                                          const std::string& shell, int passed) {
  const std::vector<std::string> arguments{
      "/bin/sh", "-c", shell + "; exec \"$0\" \"$@\"", RELAY_BINARY, "serve", "--config", config_file_};
  const bool json = std::find(environment.begin(), environment.end(), kJsonLog) != environment.end();
  auto process = std::make_unique<Process>(arguments, std::move(environment), passed);
  process->wait_for(json ? R"("event":"ready")" : "event=ready ");
  const std::string output = process->wait_for(json ? R"("event":"webhook_url")" : "event=webhook_url ");
  port_ = port_of(quoted_part(value_after(output, json ? R"("listen":")" : " listen=")));
  admin_port_ = port_of(quoted_part(value_after(output, json ? R"("admin":")" : " admin=")));
  return process;
}

RawReply RelayHome::post(const std::string& body, const std::string& resource) const {
  const std::string signature = crypto::hex(crypto::hmac_sha256(kClientSecret, body));
  const RawHeaders headers{{"Content-Type", "application/json"},
                           {"Sentry-Hook-Resource", resource},
                           {"Sentry-Hook-Timestamp", "1795417445"},
                           {"Sentry-Hook-Signature", signature},
                           {"User-Agent", "sentry/26.8.0 (https://sentry.io)"}};
  return http_exchange(port_, request_bytes("POST", "/sentry/main", headers, body));
}

std::string one_robot() {
  return std::string("robots:\n  - name: ops\n    access_token: ") + kSignedToken + "\n    secret: " + kSignedSecret +
         "\n    endpoint: ENDPOINT\n";
}

std::string two_robots() {
  return one_robot() + "  - name: backend\n    access_token: " + kPlainToken +
         "\n    secret: '-'\n    endpoint: ENDPOINT\n";
}

std::string event_body(const std::string& title) {
  const nlohmann::json body{{"action", "triggered"},
                            {"data",
                             {{"event",
                               {{"event_id", crypto::hex(crypto::sha256(title)).substr(0, 32)},
                                {"title", title},
                                {"level", "error"},
                                {"environment", "production"},
                                {"culprit", "checkout.payment in <module>"},
                                {"project", 7},
                                {"issue_id", "4711"},
                                {"url", "https://sentry.example.com/api/0/projects/acme/checkout/events/e1/"},
                                {"web_url", "https://sentry.example.com/organizations/acme/issues/4711/events/e1/"}}},
                              {"triggered_rule", "page on-call"}}}};
  return body.dump(-1, ' ', true);
}

}  // namespace relay::test
