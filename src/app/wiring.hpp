// SPDX-License-Identifier: MIT
#pragma once

#include "relay/config/config.hpp"
#include "relay/http/client.hpp"
#include "relay/http/server.hpp"
#include "relay/pipeline/announcer.hpp"
#include "relay/pipeline/dispatcher.hpp"
#include "relay/pipeline/intake.hpp"
#include "relay/routing/router.hpp"
#include "relay/storage/sqlite_spool.hpp"
#include "relay/telemetry/metrics.hpp"

// The configuration, in the words of the part that uses it.
namespace relay::app {

[[nodiscard]] pipeline::IntakeOptions intake_options(const config::Config& config);
[[nodiscard]] pipeline::AnnouncerOptions announcer_options(const config::Config& config);
[[nodiscard]] pipeline::DispatcherOptions dispatcher_options(const config::Config& config,
                                                             const dingtalk::Robot& robot);
[[nodiscard]] http::ClientOptions client_options(const config::Config& config);
[[nodiscard]] storage::SqliteSpoolOptions spool_options(const config::Config& config);
[[nodiscard]] dingtalk::RenderOptions render_options(const config::Config& config);
[[nodiscard]] routing::Router make_router(const config::Config& config);
[[nodiscard]] telemetry::MetricSubjects metric_subjects(const config::Config& config);
// "127.0.0.1:8090", "[::]:8090"
[[nodiscard]] std::string text_of(const config::ListenAddress& address);
[[nodiscard]] std::vector<std::string> robot_names(const config::Config& config);

}  // namespace relay::app
