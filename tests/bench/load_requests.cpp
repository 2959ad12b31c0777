// SPDX-License-Identifier: MIT
// load_requests <sentry|alertmanager> <keep-alive|close> <body bytes> <count> <file>: writes <count> whole HTTP
// requests of one length, each of its own event with a random id as Sentry gives them, into <file>, and prints that
// length. The load generator then only copies bytes.
#include <cstdio>
#include <exception>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "relay/base/crypto.hpp"

namespace relay {
namespace {

using nlohmann::json;

constexpr const char* kTemplate = RELAY_SOURCE_DIR "/tests/data/sentry/event_alert-exception-python.json";
constexpr const char* kClientSecret = "bench-client-secret";
const std::string kId = "3f2a9c1be07d4f5c8a6b5d4e3c2b1a09";  // the event's id in the template

// One webhook or alert, with kId wherever its own id belongs.
struct Shape {
  std::string path;
  std::string body;
};

// Grows by what grows in real life, stack frames, then to the byte.
std::string sentry_body(std::size_t bytes) {
  json body = json::parse(std::ifstream(kTemplate));
  json& event = body.at("data").at("event");
  json& frames = event.at("exception").at("values").at(0).at("stacktrace").at("frames");
  const json frame = frames.at(0);
  event["extra"]["note"] = "";
  while (body.dump().size() + frame.dump().size() < bytes) {
    frames.push_back(frame);
  }
  event["extra"]["note"] = std::string(bytes - std::min(bytes, body.dump().size()), 'x');
  return body.dump();
}

std::string alertmanager_body(std::size_t bytes) {
  json alert{{"labels", {{"alertname", "ZeroDivisionError"}, {"severity", "error"}, {"event", kId}}},
             {"annotations", {{"summary", "division by zero"}, {"description", ""}}},
             {"generatorURL", "https://sentry.example.com/organizations/acme/issues/4711/"}};
  const std::size_t size = json::array({alert}).dump().size();
  alert["annotations"]["description"] = std::string(bytes - std::min(bytes, size), 'x');
  return json::array({alert}).dump();
}

Shape shape(const std::string& receiver, std::size_t bytes) {
  if (receiver == "sentry") {
    return {"/sentry/main", sentry_body(bytes)};
  }
  if (receiver == "alertmanager") {
    return {"/api/v2/alerts", alertmanager_body(bytes)};
  }
  throw std::runtime_error("unknown receiver " + receiver);
}

std::vector<std::size_t> places_of_id(const std::string& body) {
  std::vector<std::size_t> places;
  for (std::size_t at = body.find(kId); at != std::string::npos; at = body.find(kId, at + kId.size())) {
    places.push_back(at);
  }
  return places;
}

// The headers that Sentry sends.
std::string request(const Shape& shape, const std::string& connection) {
  return "POST " + shape.path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: sentry/26.8.0 (https://sentry.io)\r\n" +
         "Accept-Encoding: gzip, deflate\r\nAccept: */*\r\nConnection: " + connection +
         "\r\nContent-Type: application/json\r\nRequest-ID: 0b1c6a523c6f4b0e9a5e7d1f0f5c2a11\r\n" +
         "Sentry-Hook-Resource: event_alert\r\nSentry-Hook-Timestamp: 1795417445\r\nSentry-Hook-Signature: " +
         crypto::hex(crypto::hmac_sha256(kClientSecret, shape.body)) +
         "\r\nContent-Length: " + std::to_string(shape.body.size()) + "\r\n\r\n" + shape.body;
}

void write_requests(Shape shape, const std::string& connection, unsigned long count, const std::string& path) {
  const std::vector<std::size_t> places = places_of_id(shape.body);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  std::size_t length = 0;
  for (unsigned long i = 0; i < count; ++i) {
    const std::string id = crypto::random_hex(16);
    for (const std::size_t place : places) {
      shape.body.replace(place, kId.size(), id);
    }
    const std::string bytes = request(shape, connection);
    length = bytes.size();
    out << bytes;
  }
  if (!out.flush()) {
    throw std::runtime_error("cannot write " + path);
  }
  std::printf("%zu\n", length);
}

}  // namespace
}  // namespace relay

int main(int argc, char** argv) {
  try {
    const std::vector<std::string> arguments(argv, argv + argc);
    if (arguments.size() != 6) {
      throw std::runtime_error("usage: load_requests <sentry|alertmanager> <keep-alive|close> <bytes> <count> <file>");
    }
    relay::write_requests(relay::shape(arguments[1], std::stoul(arguments[3])), arguments[2], std::stoul(arguments[4]),
                          arguments[5]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "load_requests: %s\n", error.what());
    return 1;
  }
}
