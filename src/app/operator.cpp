// SPDX-License-Identifier: MIT
#include "app/operator.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/ask_desk.hpp"
#include "app/filter_json.hpp"
#include "app/system_clock.hpp"
#include "relay/console/print.hpp"

namespace relay::app {
namespace {

using nlohmann::json;
using Print = std::function<Result<console::Printed>(const std::string& body)>;

console::Reader reader_of(const config::Config& config) { return {config.timezone, config.language}; }

ExitCode complain(const Error& error, const config::Config& config) {
  std::cerr << error.detail << '\n';
  if (error.kind == ErrorKind::refused) {
    std::cerr << "the spool belongs to another user: run this as root, or as the user of the service\n";
  } else if (error.kind == ErrorKind::not_found) {
    std::cerr << "no relay serves " << desk_socket(config)
              << " and there is no spool: name the configuration that the relay has (-c), or its --spool-path\n";
  } else if (error.kind == ErrorKind::io) {
    std::cerr
        << "if the file is damaged: `spool check` says so, `spool export` prints what can be read of it; the relay "
           "sets it aside when it starts\n";
  }
  return command_exit_code(error.kind);
}

// In words, or as the answer has it.
enum class Form { words, verbatim };

ExitCode ask_and_print(const config::Config& config, const std::string& path, const json& question, Form form,
                       const Print& print) {
  const Result<ProbeReply> reply = ask_desk(config, path, question.dump());
  if (!reply) {
    return complain(reply.error(), config);
  }
  if (reply->status != 200) {
    std::cerr << console::print_refusal(reply->body) << '\n';
    return reply->status == 400 ? ExitCode::usage : reply->status == 503 ? ExitCode::temporary : ExitCode::io;
  }
  const Result<console::Printed> printed = print(reply->body);
  if (!printed) {
    std::cerr << printed.error().detail << '\n';
    return ExitCode::data;
  }
  std::cout << (form == Form::verbatim ? reply->body : printed->text);
  return printed->good ? ExitCode::ok : ExitCode::failure;
}

// Says so when it cannot be understood.
bool put(json& question, const FilterArguments& filter, const config::Config& config) {
  const Result<void> done = put_filter(question, filter, config.timezone, SystemClock().wall_now());
  if (!done) {
    std::cerr << done.error().detail << '\n';
  }
  return done.has_value();
}

Form form_of(bool wants_json) { return wants_json ? Form::verbatim : Form::words; }

ExitCode change(const ChangeArguments& arguments, const std::string& path, const std::string& done) {
  const auto config = load_spool_view(arguments.config);
  if (!config.has_value()) {
    return ExitCode::config;
  }
  json question = json::object();
  if (!put(question, arguments.filter, *config)) {
    return ExitCode::usage;
  }
  if (arguments.all) {
    question["all"] = true;
  }
  return ask_and_print(*config, path, question, form_of(arguments.json),
                       [&](const std::string& body) { return console::print_change(body, done); });
}

ExitCode set_paused(const PauseArguments& arguments, const std::string& path) {
  const auto config = load_spool_view(arguments.config);
  if (!config.has_value()) {
    return ExitCode::config;
  }
  return ask_and_print(*config, path, {{"robot", arguments.robot}}, Form::words, console::print_pause);
}

// A number is an alert's id; everything else is Sentry's.
json subject_of(const ExplainArguments& arguments) {
  std::int64_t id = 0;
  const std::string& what = arguments.what;
  const auto [rest, error] = std::from_chars(what.data(), what.data() + what.size(), id);
  const bool is_id = error == std::errc{} && rest == what.data() + what.size();
  if (is_id) {
    return {{"alert", id}};
  }
  return what.empty() ? json::object() : json{{"text", what}};
}

}  // namespace

ExitCode deliveries(const DeliveriesArguments& arguments) {
  const auto config = load_spool_view(arguments.config);
  if (!config.has_value()) {
    return ExitCode::config;
  }
  const Form form = form_of(arguments.json);
  if (arguments.check) {
    return ask_and_print(*config, "/v1/audit", json::object(), form, console::print_audit);
  }
  json question = json::object();
  if (!put(question, arguments.filter, *config)) {
    return ExitCode::usage;
  }
  question["limit"] = arguments.limit;
  const console::Reader reader = reader_of(*config);
  return ask_and_print(*config, "/v1/deliveries", question, form,
                       [&](const std::string& body) { return console::print_deliveries(body, reader); });
}

ExitCode explain(const ExplainArguments& arguments) {
  if (arguments.what.empty() != arguments.last) {
    std::cerr << "say which alert: its id, an event's id, an issue's short id, or --last\n";
    return ExitCode::usage;
  }
  const auto config = load_spool_view(arguments.config);
  if (!config.has_value()) {
    return ExitCode::config;
  }
  const console::Reader reader = reader_of(*config);
  return ask_and_print(
      *config, "/v1/explain", subject_of(arguments), form_of(arguments.json),
      [&](const std::string& body) { return console::print_explanation(body, arguments.what, reader); });
}

ExitCode redrive(const ChangeArguments& arguments) { return change(arguments, "/v1/redrive", "wait again"); }
ExitCode discard(const ChangeArguments& arguments) { return change(arguments, "/v1/discard", "discarded"); }

ExitCode pause_robot(const PauseArguments& arguments) { return set_paused(arguments, "/v1/pause"); }
ExitCode resume_robot(const PauseArguments& arguments) { return set_paused(arguments, "/v1/resume"); }

}  // namespace relay::app
