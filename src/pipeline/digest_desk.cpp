// SPDX-License-Identifier: MIT
#include "relay/pipeline/digest_desk.hpp"

#include <utility>
#include <vector>

#include "relay/base/test_hooks.hpp"
#include "relay/dingtalk/request.hpp"
#include "relay/sentry/issue_list.hpp"

namespace relay::pipeline {
namespace asio = boost::asio;
using hooks::CrashPoint;

namespace {

// A digest that was certainly not seen need not be sent as it was: by then more may wait. One attempt of unknown
// outcome is enough that it may have been.
ports::DigestFate fate_of(const delivery::Progress& progress, const delivery::Verdict& verdict) {
  if (progress.unknown > 0) {
    return ports::DigestFate::keep;
  }
  switch (verdict.kind) {
    case delivery::VerdictKind::not_sent:
    case delivery::VerdictKind::rate_blocked:
    case delivery::VerdictKind::robot_refused:
    case delivery::VerdictKind::clock_refused:
      return ports::DigestFate::dissolve;
    case delivery::VerdictKind::shown:
    case delivery::VerdictKind::busy:
    case delivery::VerdictKind::unexpected:
    case delivery::VerdictKind::content_refused:
    case delivery::VerdictKind::unknown:
    case delivery::VerdictKind::aborted:
      return ports::DigestFate::keep;
  }
  return ports::DigestFate::keep;
}

}  // namespace

asio::awaitable<Result<delivery::Digest>> compose_digest(ports::Spool& spool, ports::DigestId digest,
                                                         dingtalk::Language language) {
  const Result<delivery::DigestBuilder> builder = co_await spool.gather_digest(digest);
  if (!builder) {
    co_return builder.error();
  }
  const Result<std::vector<alert::Alert>> named = co_await spool.alerts_of(builder->named_alerts());
  if (!named) {
    co_return named.error();
  }
  const Result<std::vector<alert::Alert>> projects = co_await spool.alerts_of(builder->project_alerts());
  if (!projects) {
    co_return projects.error();
  }
  std::vector<delivery::DigestText> titles;
  for (const alert::Alert& alert : *named) {
    titles.push_back({dingtalk::subject(alert, language), alert.link});
  }
  std::vector<std::string> links;
  for (const alert::Alert& alert : *projects) {
    links.push_back(sentry::issue_list(alert.link));
  }
  co_return builder->build(titles, links);
}

DigestDesk::DigestDesk(dingtalk::RenderOptions render, Courier& courier, ports::Spool& spool, ports::Clock& clock,
                       ports::EventSink& events)
    : render_(std::move(render)), courier_(courier), spool_(spool), clock_(clock), events_(events) {}

std::optional<BootTime> DigestDesk::due() const {
  return digest_.has_value() ? std::optional(digest_->due) : std::nullopt;
}

asio::awaitable<Result<void>> DigestDesk::find() {
  auto digest = co_await spool_.find_digest(courier_.robot().name);
  if (!digest) {
    co_return digest.error();
  }
  digest_ = std::move(*digest);
  co_return boost::system::in_place_value;
}

asio::awaitable<Result<void>> DigestDesk::settle() {
  if (!digest_.has_value() || digest_->state == delivery::State::pending) {
    co_return boost::system::in_place_value;
  }
  const auto settled = co_await spool_.settle_digest(digest_->id);
  if (!settled) {
    co_return settled.error();
  }
  hooks::crash_at(CrashPoint::digest_settled);
  digest_.reset();
  co_return boost::system::in_place_value;
}

asio::awaitable<Result<void>> DigestDesk::open() {
  if (!digest_.has_value()) {
    auto opened = co_await spool_.open_digest(courier_.robot().name);
    if (!opened) {
      co_return opened.error();
    }
    digest_ = std::move(*opened);
    hooks::crash_at(CrashPoint::digest_opened);
  }
  co_return boost::system::in_place_value;
}

asio::awaitable<Result<bool>> DigestDesk::deliver() {
  const auto opened = co_await open();
  if (!opened) {
    co_return opened.error();
  }
  const auto digest = co_await compose_digest(spool_, digest_->id, render_.language);
  if (!digest) {
    co_return digest.error();
  }
  hooks::crash_at(CrashPoint::digest_gathered);
  const auto attempt = co_await spool_.begin_digest_attempt(digest_->id, courier_.robot_key(), clock_.boot_now());
  if (!attempt) {
    co_return attempt.error();
  }
  hooks::crash_at(CrashPoint::digest_begun);
  std::string body = body_for(*digest);
  const Sent sent = co_await courier_.post(delivery::Slot::digest, std::move(body));
  hooks::crash_at(CrashPoint::digest_answered);
  if (sent.verdict.kind == delivery::VerdictKind::aborted) {
    co_return false;
  }
  const auto recorded = co_await record(*attempt, *digest, sent);
  if (!recorded) {
    co_return recorded.error();
  }
  co_return true;
}

std::string DigestDesk::body_for(const delivery::Digest& digest) const {
  dingtalk::RenderOptions options = render_;
  options.form = digest_->progress.form;
  options.circumstances.maybe_duplicate = digest_->progress.unknown > 0;
  options.circumstances.delay = courier_.delay_of(clock_.wall_now() - digest.first);
  const dingtalk::Message message = dingtalk::render(digest, courier_.robot(), options);
  return dingtalk::body_of(message, dingtalk::msg_uuid(digest_->uuid_seed, courier_.robot_key(), options.form));
}

asio::awaitable<Result<void>> DigestDesk::record(ports::AttemptId attempt, const delivery::Digest& digest,
                                                 const Sent& sent) {
  delivery::Progress progress = digest_->progress;
  ++progress.attempts;
  const delivery::NextStep next = delivery::after(progress, sent.verdict);
  ports::Outcome outcome = courier_.outcome_of(next, sent);
  outcome.digest = fate_of(next.progress, sent.verdict);
  const bool dissolved = next.state == delivery::State::pending && outcome.digest == ports::DigestFate::dissolve;
  const auto due = outcome.due;
  const auto stored = co_await spool_.end_attempt(attempt, std::move(outcome), sent.ended);
  if (!stored) {
    co_return stored.error();
  }
  hooks::crash_at(CrashPoint::digest_ended);
  events_.on(ports::DigestEnded{digest_->id, courier_.robot().name, digest.alerts, sent.verdict.kind,
                                sent.verdict.reason, sent.verdict.detail, next.state, progress.attempts,
                                courier_.retry_in(next, sent), sent.took, clock_.wall_now() - digest.first});
  if (dissolved) {
    digest_.reset();
    co_return boost::system::in_place_value;
  }
  digest_->state = next.state;
  digest_->progress = next.progress;
  digest_->due = due.value_or(BootTime{});
  co_return boost::system::in_place_value;
}

}  // namespace relay::pipeline
