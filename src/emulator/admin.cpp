// SPDX-License-Identifier: MIT
#include "emulator/admin.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "emulator/admin_parse.hpp"
#include "emulator/json_text.hpp"
#include "relay/base/secret.hpp"
#include "relay/base/url.hpp"

namespace relay::emulator {
namespace {

using ports::HttpRequest;
using ports::HttpResponse;
using Json = nlohmann::ordered_json;

HttpResponse json_answer(int status, const Json& json) {
  HttpResponse response;
  response.status = status;
  response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  response.headers.emplace_back("cache-control", "no-store");
  return response;
}

HttpResponse done() { return json_answer(200, {{"ok", true}}); }

HttpResponse refused(int status, std::string_view code, std::string_view detail) {
  return json_answer(status, {{"error", code}, {"detail", detail}});
}

HttpResponse get_messages(State& state, const HttpRequest& request) {
  HttpResponse response;
  response.body = transcript_json(state.transcript.entries(), query_value(request.head.query, "robot"));
  response.headers.emplace_back("cache-control", "no-store");
  return response;
}

HttpResponse delete_messages(State& state, const HttpRequest& /*request*/) {
  state.forget();
  return done();
}

HttpResponse get_robots(State& state, const HttpRequest& /*request*/) {
  Json robots = Json::array();
  for (const EmulatedRobot& robot : state.options.robots) {
    robots.push_back({{"name", robot.name},
                      {"token", masked(Secret(robot.token))},
                      {"signed", !robot.secret.empty()},
                      {"keywords", robot.keywords},
                      {"ip_allow", robot.ip_allow},
                      {"disabled", robot.disabled},
                      {"group_gone", robot.group_gone},
                      {"removed", robot.removed}});
  }
  return json_answer(200, {{"robots", std::move(robots)}});
}

HttpResponse post_robot(State& state, const HttpRequest& request) {
  const auto named = parse_robot_name(request.body);
  if (named.has_error()) {
    return refused(400, "bad_robot", named.error().detail);
  }
  const EmulatedRobot* known = state.robot_named(*named);
  auto robot = parse_robot(request.body, known == nullptr ? EmulatedRobot{} : *known);
  if (robot.has_error()) {
    return refused(400, "bad_robot", robot.error().detail);
  }
  state.put_robot(std::move(*robot));
  return done();
}

HttpResponse delete_robot(State& state, const HttpRequest& request) {
  const std::string name = query_value(request.head.query, "name");
  if (state.robot_named(name) == nullptr) {
    return refused(404, "unknown_robot", "no robot has this name");
  }
  state.drop_robot(name);
  return done();
}

HttpResponse get_faults(State& state, const HttpRequest& /*request*/) {
  Json faults = Json::array();
  for (const FaultBook::Armed& armed : state.faults.armed()) {
    faults.push_back({{"fault", name_of(armed.fault.kind)},
                      {"robot", armed.fault.robot},
                      {"next", armed.fault.next},
                      {"every", armed.fault.every},
                      {"seconds", armed.fault.lasting.count()},
                      {"hits", armed.hits}});
  }
  return json_answer(200, {{"faults", std::move(faults)}});
}

HttpResponse post_fault(State& state, const HttpRequest& request) {
  auto fault = parse_fault(request.body);
  if (fault.has_error()) {
    return refused(400, "bad_fault", fault.error().detail);
  }
  state.faults.arm(std::move(*fault), state.clock.boot_now());
  return done();
}

HttpResponse delete_faults(State& state, const HttpRequest& /*request*/) {
  state.faults.clear();
  return done();
}

HttpResponse get_clock(State& state, const HttpRequest& /*request*/) {
  return json_answer(200, {{"offset_ms", state.options.clock_offset.count()},
                           {"now_ms", state.server_time().time_since_epoch().count()}});
}

HttpResponse post_clock(State& state, const HttpRequest& request) {
  const auto offset = parse_clock_offset(request.body);
  if (offset.has_error()) {
    return refused(400, "bad_clock", offset.error().detail);
  }
  state.options.clock_offset = *offset;
  return get_clock(state, request);
}

struct Route {
  std::string_view method;
  std::string_view path;
  HttpResponse (*answer)(State&, const HttpRequest&);
};

constexpr std::array kRoutes{
    Route{"GET", "/__emu/messages", get_messages},  Route{"DELETE", "/__emu/messages", delete_messages},
    Route{"GET", "/__emu/robots", get_robots},      Route{"POST", "/__emu/robots", post_robot},
    Route{"DELETE", "/__emu/robots", delete_robot}, Route{"GET", "/__emu/faults", get_faults},
    Route{"POST", "/__emu/faults", post_fault},     Route{"DELETE", "/__emu/faults", delete_faults},
    Route{"GET", "/__emu/clock", get_clock},        Route{"POST", "/__emu/clock", post_clock},
};

}  // namespace

HttpResponse answer_admin(State& state, const HttpRequest& request) {
  const auto on_path = [&](const Route& route) { return route.path == request.head.path; };
  const auto fits = [&](const Route& route) { return on_path(route) && route.method == request.head.method; };
  const auto* route = std::find_if(kRoutes.begin(), kRoutes.end(), fits);
  if (route != kRoutes.end()) {
    return route->answer(state, request);
  }
  const bool known = std::any_of(kRoutes.begin(), kRoutes.end(), on_path);
  return known ? refused(405, "method_not_allowed", "see src/emulator/README.md")
               : refused(404, "not_found", "paths: /__emu/messages /__emu/robots /__emu/faults /__emu/clock");
}

}  // namespace relay::emulator
