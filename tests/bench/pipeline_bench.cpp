// SPDX-License-Identifier: MIT
#include <algorithm>
#include <benchmark/benchmark.h>
#include <string>

#include "bench/bench_spool.hpp"
#include "bench/sync_count.hpp"
#include "relay/base/crypto.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/dingtalk/request.hpp"
#include "relay/sentry/authenticator.hpp"
#include "relay/sentry/parser.hpp"

// The pure steps of one alert, each by itself: what is left of the second that Sentry waits is network and disk.
namespace relay::bench {
namespace {

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

// What one accepted alert costs on disk, alone and when 32 come at once; `syncs` is fdatasyncs an alert.
void append(benchmark::State& state) {
  const auto together = static_cast<std::size_t>(state.range(0));
  const Directory directory;
  boost::asio::io_context io(1);
  BenchSpool spool(io, directory.file("spool.db"));
  const std::uint64_t before = sync_count();
  for (auto _ : state) {
    spool.append(io, together, {"backend"});
  }
  const auto alerts = static_cast<std::int64_t>(state.iterations() * together);
  state.SetItemsProcessed(alerts);
  state.counters["syncs"] = static_cast<double>(sync_count() - before) / static_cast<double>(std::max<std::int64_t>(alerts, 1));
}
BENCHMARK(append)->Arg(1)->Arg(32)->UseRealTime();

}  // namespace
}  // namespace relay::bench
