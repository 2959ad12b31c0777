// SPDX-License-Identifier: MIT
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/ask_desk.hpp"
#include "app/keep_file.hpp"
#include "app/operator.hpp"
#include "app/owner_rights.hpp"
#include "relay/console/print.hpp"
#include "relay/http/local_socket.hpp"
#include "relay/storage/spool_files.hpp"

namespace relay::app {
namespace {

ExitCode complain(const Error& error) {
  std::cerr << error.detail << '\n';
  return command_exit_code(error.kind);
}

// A copy beside the spool, made by the daemon when one runs; its path.
Result<std::string> take_snapshot(const config::Config& config) {
  const Result<ProbeReply> reply = ask_desk(config, "/v1/snapshot", "{}");
  if (!reply) {
    return reply.error();
  }
  if (reply->status != 200) {
    return fail(ErrorKind::unavailable, console::print_refusal(reply->body));
  }
  const auto body = nlohmann::json::parse(reply->body, nullptr, false);
  if (!body.is_object() || !body.contains("file") || !body["file"].is_string()) {
    return fail(ErrorKind::malformed, "the relay did not say where the copy is");
  }
  return body["file"].get<std::string>();
}

bool is_served(const config::Config& config) {
  const Result<ProbeReply> reply = ask_desk(config, "/v1/deliveries", R"({"limit":1})");
  return reply.has_value() && reply->status == 200;
}

ExitCode report(const std::string& path, const Result<storage::FileCheck>& check) {
  if (!check) {
    return complain(check.error());
  }
  for (const std::string& problem : check->problems) {
    std::cout << "× " << problem << '\n';
  }
  if (!check->problems.empty()) {
    std::cout
        << path << " is damaged. `spool export " << path
        << "` prints what can be read of it; the relay sets a spool aside that it finds damaged when it starts.\n";
    return ExitCode::failure;
  }
  std::cout << "√ " << path << " is whole: " << check->alerts << " alerts, " << check->deliveries
            << " deliveries, and the counters fit the rows\n";
  return ExitCode::ok;
}

// A spool that a relay can use is checked as a copy, so that a running one does not wait; any other as it lies there.
ExitCode check_own(const config::Config& config) {
  if (!is_served(config)) {
    const OwnerRights rights(config.spool.path);
    return report(config.spool.path, storage::check_file(config.spool.path));
  }
  const Result<std::string> copy = take_snapshot(config);
  if (!copy) {
    return complain(copy.error());
  }
  const auto check = storage::check_file(*copy);
  std::remove(copy->c_str());
  return report(config.spool.path, check);
}

}  // namespace

ExitCode check_spool(const SpoolArguments& arguments) {
  if (!arguments.file.empty()) {
    return report(arguments.file, storage::check_file(arguments.file));
  }
  const auto config = load_spool_view(arguments.config);
  return config.has_value() ? check_own(*config) : ExitCode::config;
}

ExitCode snapshot_spool(const SpoolArguments& arguments) {
  const auto config = load_spool_view(arguments.config);
  if (!config.has_value()) {
    return ExitCode::config;
  }
  const Result<std::string> copy = take_snapshot(*config);
  if (!copy) {
    return complain(copy.error());
  }
  const auto kept = keep_file(*copy, arguments.file, arguments.force ? Replace::yes : Replace::no);
  if (!kept) {
    std::cerr << kept.error().detail << '\n';
    return ExitCode::cannot_create;
  }
  std::cout << "√ " << arguments.file << " is a copy of " << config->spool.path << '\n';
  return ExitCode::ok;
}

ExitCode export_spool(const SpoolArguments& arguments) {
  const auto salvage =
      storage::salvage_file(arguments.file, [](const std::string& line) { std::cout << line << '\n'; });
  if (!salvage) {
    return complain(salvage.error());
  }
  std::cout.flush();
  for (const std::string& gap : salvage->gaps) {
    std::cerr << "× " << gap << '\n';
  }
  std::cerr << salvage->alerts << " alerts, of which " << salvage->unreadable << " without their text\n";
  return ExitCode::ok;
}

}  // namespace relay::app
