// SPDX-License-Identifier: MIT
#include "relay/pipeline/intake.hpp"

#include <algorithm>
#include <utility>

#include "relay/base/test_hooks.hpp"
#include "relay/base/url.hpp"
#include "relay/dingtalk/robot.hpp"
#include "relay/pipeline/replies.hpp"

namespace relay::pipeline {
namespace asio = boost::asio;

namespace {

constexpr std::uint64_t kHintBodyLimit = 64U * 1024;
constexpr Milliseconds kHintInterval{1'000};

// "/sentry/main/token" -> the segments behind "/sentry"; nothing when the path is another one. One trailing slash is
// the same address: Sentry does not follow redirects, so there is nothing to redirect to.
std::optional<std::vector<std::string>> hook_segments(std::string_view path) {
  constexpr std::string_view kPrefix = "/sentry";
  if (!path.starts_with(kPrefix)) {
    return std::nullopt;
  }
  std::string_view rest = path.substr(kPrefix.size());
  if (!rest.empty() && rest.front() != '/') {
    return std::nullopt;
  }
  if (rest.ends_with('/')) {
    rest.remove_suffix(1);
  }
  std::vector<std::string> segments;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const std::string_view segment = rest.substr(0, rest.find('/'));
    auto decoded = percent_decode(segment);
    if (segment.empty() || !decoded.has_value()) {
      return std::nullopt;
    }
    segments.push_back(std::move(*decoded));
    rest.remove_prefix(segment.size());
  }
  return segments;
}

// Service hooks of the project API name their header differently, but sign alike.
std::string_view signature_of(const ports::HttpHead& head) {
  const std::string_view signature = head.header("sentry-hook-signature");
  return signature.empty() ? head.header("x-servicehook-signature") : signature;
}

std::string words(const Error& error) { return error.detail; }

}  // namespace

Intake::Intake(IntakeOptions options, const routing::Router& router, ports::Spool& spool, ports::Clock& clock,
               ports::EventSink& events, Wake wake)
    : options_(std::move(options)),
      router_(router),
      spool_(spool),
      clock_(clock),
      events_(events),
      wake_(std::move(wake)) {}

Intake::Route Intake::route_of(std::string_view path) const {
  Route route;
  const auto segments = hook_segments(path);
  if (!segments.has_value() || segments->size() > 2) {
    return route;
  }
  if (segments->empty()) {
    route.pattern = "/sentry";
    route.source = options_.sources.size() == 1 ? &options_.sources.front() : nullptr;
    return route;
  }
  const auto found = std::find_if(options_.sources.begin(), options_.sources.end(),
                                  [&](const sentry::Source& source) { return source.name == segments->front(); });
  if (segments->size() == 2) {
    route.pattern = "/sentry/<source>/<url_token>";
    route.url_token = segments->back();
  } else {
    route.pattern = "/sentry/<source>";
  }
  if (found != options_.sources.end()) {
    route.source = &*found;
  }
  return route;
}

std::optional<Intake::Refusal> Intake::refuse_by_head(const Route& route, const ports::HttpHead& head) const {
  const sentry::Source& source = *route.source;
  if (route.url_token.has_value() && source.url_token.empty()) {
    return Refusal{404, "not_found", "this source takes no url_token"};
  }
  if (route.url_token.has_value()) {
    if (!sentry::url_token_matches(source, *route.url_token)) {
      return Refusal{401, "url_token_mismatch", "the last part of the path is not this source's url_token"};
    }
  } else if (!source.client_secrets.empty()) {
    if (signature_of(head).empty()) {
      return Refusal{401, "signature_missing", "the header Sentry-Hook-Signature is missing"};
    }
  } else if (!source.allow_unauthenticated) {
    return Refusal{401, "url_token_required", "this source takes requests at /sentry/<source>/<url_token> only"};
  }
  if (head.content_length.value_or(0) > options_.body_limit) {
    return Refusal{413, "payload_too_large", "the body is over " + std::to_string(options_.body_limit) + " bytes"};
  }
  return std::nullopt;
}

ports::Admission Intake::admit(const ports::HttpHead& head) {
  const Trail trail{route_of(head.path), head.peer, clock_.boot_now()};
  if (trail.route.source == nullptr) {
    return refuse(trail, {404, "not_found", "no such address; a webhook goes to /sentry/<source>"}, {});
  }
  if (head.method != "POST") {
    ports::HttpResponse page = browser_reply();
    events_.on(ports::RequestAnswered{trail.route.pattern, trail.route.source->name, trail.peer, page.status,
                                      "method_not_allowed", "", std::nullopt, 0, Milliseconds{0}});
    return page;
  }
  if (const auto refusal = refuse_by_head(trail.route, head)) {
    const bool unsigned_request = refusal->code == "signature_missing";
    return refuse(trail, *refusal,
                  unsigned_request ? std::string(to_string(sentry::SignatureProblem::missing)) : std::string{});
  }
  return ports::ReadBody{options_.body_limit};
}

std::optional<sentry::Proof> Intake::prove(const Route& route, const ports::HttpRequest& request) const {
  if (route.url_token.has_value()) {
    return sentry::Proof::url_token;  // admit() compared it
  }
  if (route.source->client_secrets.empty()) {
    return sentry::Proof::none;  // admit() made sure that the source allows it
  }
  if (sentry::signature_matches(*route.source, signature_of(request.head), request.body)) {
    return sentry::Proof::signature;
  }
  return std::nullopt;
}

std::string Intake::hint(const Route& route, std::string_view signature, std::string_view body) {
  const BootTime now = clock_.boot_now();
  const bool cheap = body.size() <= kHintBodyLimit && (!last_hint_.has_value() || now - *last_hint_ >= kHintInterval);
  if (!cheap) {
    return std::string(to_string(sentry::diagnose_header(signature)));
  }
  last_hint_ = now;
  return std::string(to_string(sentry::diagnose(options_.sources, *route.source, signature, body)));
}

ports::HttpResponse Intake::refuse(const Trail& trail, const Refusal& refusal, std::string hint) {
  const std::string source = trail.route.source == nullptr ? std::string{} : trail.route.source->name;
  events_.on(ports::RequestAnswered{trail.route.pattern, source, trail.peer, refusal.status, refusal.code,
                                    std::move(hint), std::nullopt, trail.bytes, clock_.boot_now() - trail.started});
  return error_reply(refusal.status, refusal.code, refusal.detail);
}

ports::HttpResponse Intake::answer_unproven(const Trail& trail, const ports::HttpRequest& request) {
  const std::string problem = hint(trail.route, signature_of(request.head), request.body);
  return refuse(trail, {401, "signature_mismatch", "Sentry-Hook-Signature fits no client secret of this source"},
                problem);
}

asio::awaitable<ports::HttpResponse> Intake::handle(ports::HttpRequest request) {
  auto judged = judge(std::move(request));
  if (auto* refusal = std::get_if<ports::HttpResponse>(&judged)) {
    co_return std::move(*refusal);
  }
  auto& draft = std::get<Draft>(judged);
  hooks::crash_at(hooks::CrashPoint::before_append);
  const Result<ports::Appended> appended = co_await std::move(draft.appending);
  hooks::crash_at(hooks::CrashPoint::before_answer);
  co_return answer(std::move(draft), appended);
}

std::variant<ports::HttpResponse, Intake::Draft> Intake::judge(ports::HttpRequest request) {
  Trail trail{route_of(request.head.path), request.head.peer, clock_.boot_now(), request.body.size()};
  const auto proof = prove(trail.route, request);
  if (!proof.has_value()) {
    return answer_unproven(trail, request);
  }
  sentry::Parsed parsed = sentry::parse(request.body, request.head.header("sentry-hook-resource"), *trail.route.source);
  if (*proof == sentry::Proof::none && !parsed.is_json) {
    return refuse(trail, {400, "not_json", "the body is not JSON, and nothing proves that Sentry sent it"}, {});
  }
  Reception reception = reception_of(parsed, router_.route(parsed.alert));
  ports::NewAlert entry;
  entry.alert = std::move(parsed.alert);
  entry.dedup.scope = trail.route.source->name + "/" + std::string(sentry::to_string(*proof));
  entry.dedup.subject = std::move(parsed.dedup.subject);
  entry.dedup.state = std::move(parsed.dedup.state);
  entry.dedup_window = options_.dedup_window;
  entry.destinations = reception.accepted.destinations;
  entry.received = clock_.wall_now();
  if (options_.keep_payloads) {
    entry.payload = std::move(request.body);
  }
  return Draft{std::move(trail), std::move(reception), spool_.append(std::move(entry))};
}

ports::HttpResponse Intake::answer(Draft draft, const Result<ports::Appended>& appended) {
  if (appended.has_error()) {
    if (appended.error().kind == ErrorKind::io) {
      events_.on(ports::SpoolFailed{words(appended.error())});
    }
    return refuse(draft.trail,
                  {503, "storage_unavailable", "the alert could not be stored: " + words(appended.error())}, {});
  }
  if (appended->shed) {
    return acknowledge_shed(draft.trail, draft.reception.accepted);
  }
  return acknowledge(draft.trail, std::move(draft.reception), *appended);
}

// What is left to say of an alert once it lies in the spool.
Intake::Reception Intake::reception_of(const sentry::Parsed& parsed, routing::Destinations destinations) {
  const alert::Alert& alert = parsed.alert;
  const bool preview = rules_of(destinations) == std::vector<std::string>{routing::kPreviewRule};
  return {{0, alert.source, alert.kind, alert.resource, alert.action, alert.level, std::move(destinations), false,
           parsed.understood},
          preview ? std::make_unique<const alert::Alert>(alert) : nullptr};
}

ports::HttpResponse Intake::acknowledge_shed(const Trail& trail, const ports::AlertAccepted& alert) {
  events_.on(ports::AlertShed{alert.source, alert.kind, alert.level, alert.destinations});
  events_.on(ports::RequestAnswered{trail.route.pattern, trail.route.source->name, trail.peer, 200, "shed", "",
                                    std::nullopt, trail.bytes, clock_.boot_now() - trail.started, alert.kind});
  return shed_reply();
}

ports::HttpResponse Intake::acknowledge(const Trail& trail, Reception reception, const ports::Appended& appended) {
  reception.accepted.alert_id = appended.id;
  reception.accepted.duplicate = appended.duplicate;
  const ports::Event event = std::move(reception.accepted);
  const auto& accepted = std::get<ports::AlertAccepted>(event);
  const std::vector<std::string> robots =
      appended.duplicate ? std::vector<std::string>{} : delivered_to(accepted.destinations);
  events_.on(event);
  std::for_each(robots.begin(), robots.end(), wake_);
  if (reception.preview != nullptr && !appended.duplicate) {
    const dingtalk::Message message = dingtalk::render(*reception.preview, dingtalk::Robot{}, options_.preview);
    events_.on(ports::PreviewRendered{appended.id, message.title, message.text});
  }
  const std::string code = appended.duplicate             ? "duplicate"
                           : !robots.empty()              ? "stored"
                           : reception.preview != nullptr ? "preview"
                                                          : "suppressed";
  events_.on(ports::RequestAnswered{trail.route.pattern, trail.route.source->name, trail.peer, 200, code, "",
                                    appended.id, trail.bytes, clock_.boot_now() - trail.started, accepted.kind});
  return stored_reply(appended, accepted.destinations);
}

}  // namespace relay::pipeline
