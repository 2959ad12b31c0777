// SPDX-License-Identifier: MIT
#include <benchmark/benchmark.h>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "relay/base/crypto.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/dingtalk/request.hpp"
#include "relay/sentry/authenticator.hpp"
#include "relay/sentry/parser.hpp"

// The pure steps of one alert, each by itself: what is left of the second that Sentry waits is network and disk.
namespace relay {
namespace {

constexpr const char* kPayload = RELAY_SOURCE_DIR "/tests/data/sentry/event_alert-exception-python.json";

std::string payload() {
  constexpr std::size_t kSpare = 64;  // simdjson reads ahead
  std::ifstream file(kPayload, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) {
    throw std::runtime_error(std::string("cannot read ") + kPayload);
  }
  std::string body = text.str();
  body.reserve(body.size() + kSpare);
  return body;
}

sentry::Source source() {
  sentry::Source source;
  source.name = "main";
  source.client_secrets = {Secret(std::string(64, 'c'))};
  source.base_url = "https://sentry.example.com";
  return source;
}

dingtalk::Robot robot() {
  dingtalk::Robot robot;
  robot.name = "backend";
  robot.endpoint = *parse_url("https://oapi.dingtalk.com/robot/send");
  robot.access_token = Secret(std::string(64, 'a'));
  robot.secret = Secret("SEC" + std::string(64, 'b'));
  robot.keyword = "Sentry";
  robot.at_mobiles = {"13800000000"};
  return robot;
}

void authenticate(benchmark::State& state) {
  const std::string body = payload();
  const sentry::Source main = source();
  const std::string signature = crypto::hex(crypto::hmac_sha256(main.client_secrets.front().expose(), body));
  for (auto _ : state) {
    benchmark::DoNotOptimize(sentry::signature_matches(main, signature, body));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * body.size()));
}
BENCHMARK(authenticate);

void parse(benchmark::State& state) {
  const std::string body = payload();
  const sentry::Source main = source();
  for (auto _ : state) {
    benchmark::DoNotOptimize(sentry::parse(body, "event_alert", main));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * body.size()));
}
BENCHMARK(parse);

void render(benchmark::State& state) {
  const sentry::Parsed parsed = sentry::parse(payload(), "event_alert", source());
  const dingtalk::Robot backend = robot();
  const dingtalk::RenderOptions options{dingtalk::Language::en, *TimeZone::find("Asia/Shanghai")};
  for (auto _ : state) {
    benchmark::DoNotOptimize(dingtalk::render(parsed.alert, backend, options));
  }
}
BENCHMARK(render);

void body_of(benchmark::State& state) {
  const sentry::Parsed parsed = sentry::parse(payload(), "event_alert", source());
  const dingtalk::RenderOptions options{dingtalk::Language::en, TimeZone::utc()};
  const dingtalk::Message message = dingtalk::render(parsed.alert, robot(), options);
  for (auto _ : state) {
    benchmark::DoNotOptimize(dingtalk::body_of(message, "0123456789abcdef0123456789abcdef"));
  }
}
BENCHMARK(body_of);

void sign(benchmark::State& state) {
  const dingtalk::Robot backend = robot();
  const WallTime now{std::chrono::seconds{1'795'417'445}};
  for (auto _ : state) {
    benchmark::DoNotOptimize(dingtalk::target_of(backend, now));
  }
}
BENCHMARK(sign);

}  // namespace
}  // namespace relay
