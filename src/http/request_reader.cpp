// SPDX-License-Identifier: MIT
#include "http/request_reader.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <utility>

#include "http/body_decoder.hpp"

namespace relay::http {

namespace {

constexpr std::size_t kInputLimit = 32 * 1024;
constexpr std::size_t kSpare = 64;  // simdjson reads behind the end
constexpr std::size_t kFirstRoom = 4 * 1024;
constexpr Milliseconds kRoomPatience{300};  // Sentry waits 1 s for the whole answer
constexpr Milliseconds kPaceGrace{1'000};

Refusal too_slow() { return Refusal{408, "request_timeout", "the request came too slowly"}; }

Refusal refusal_for(const Error& error) {
  return error.kind == ErrorKind::too_large ? Refusal{413, "payload_too_large", error.detail}
                                            : Refusal{400, "bad_request", error.detail};
}

ports::HttpHead head_for(RequestHead head, const Framing& framing, const std::string& peer) {
  const auto question = head.target.find('?');
  ports::HttpHead out;
  out.method = std::move(head.method);
  out.path = head.target.substr(0, question);
  out.query = question == std::string::npos ? std::string{} : head.target.substr(question + 1);
  out.headers = std::move(head.fields);
  if (framing.body == BodyFraming::length) {
    out.content_length = framing.length;
  }
  out.peer = peer;
  return out;
}

BodyOutcome outcome_for(error_code error) {
  if (error == asio::error::timed_out) {
    return too_slow();
  }
  if (error == asio::error::eof) {
    return Refusal{400, "bad_request", "the body is incomplete"};
  }
  return Ended{};
}

BodyDecoder decoder_for(const Framing& framing, std::uint64_t limit) {
  return framing.body == BodyFraming::chunked ? BodyDecoder::of_chunks(limit)
                                              : BodyDecoder::of_length(framing.length, limit);
}

}  // namespace

struct RequestReader::BodyInProgress {
  BodyInProgress(const Framing& framing, std::uint64_t limit)
      : decoder(decoder_for(framing, limit)),
        bound(framing.body == BodyFraming::chunked ? limit : std::min(framing.length, limit)) {
    body.reserve(kSpare);
  }

  std::string body;
  BodyDecoder decoder;
  std::uint64_t bound;  // it will not be longer
  SteadyTime started{std::chrono::steady_clock::now()};
};

RequestReader::RequestReader(Stream& stream, const ServerLimits& limits, BodyBudget& budget, std::string peer)
    : stream_(stream), limits_(limits), budget_(budget), peer_(std::move(peer)), buffer_(kInputLimit) {
  // Unreserved, a flat_buffer reads 512 bytes at a time.
  buffer_.reserve(kInputLimit);
}

std::string_view RequestReader::input() const {
  return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
}

asio::awaitable<error_code> RequestReader::read_more(SteadyTime deadline) {
  const auto space = buffer_.prepare(buffer_.max_size() - buffer_.size());
  const auto result = co_await stream_.read_some(space, deadline);
  buffer_.commit(result.bytes);
  received_ += result.bytes;
  co_return result.error;
}

asio::awaitable<bool> RequestReader::wait_for_input(SteadyTime deadline) {
  if (!has_input()) {
    (void)co_await read_more(deadline);
  }
  co_return has_input();
}

asio::awaitable<HeadOutcome> RequestReader::read_head(SteadyTime deadline) {
  HeadScanner scanner(limits_.header_bytes, limits_.header_fields);
  while (true) {
    const auto scan = scanner.scan(input());
    if (const auto* refusal = std::get_if<Refusal>(&scan)) {
      co_return *refusal;
    }
    if (const auto* complete = std::get_if<HeadComplete>(&scan)) {
      co_return take_head(complete->bytes);
    }
    const auto error = co_await read_more(deadline);
    if (error == asio::error::timed_out && has_input()) {
      co_return too_slow();
    }
    if (error) {
      co_return Ended{};
    }
  }
}

HeadOutcome RequestReader::take_head(std::size_t bytes) {
  auto parsed = parse_request_head(input().substr(0, bytes));
  buffer_.consume(bytes);
  if (auto* refusal = std::get_if<Refusal>(&parsed)) {
    return std::move(*refusal);
  }
  auto& request = std::get<ParsedRequest>(parsed);
  auto verdict = judge_framing(request.head);
  if (auto* refusal = std::get_if<Refusal>(&verdict)) {
    return std::move(*refusal);
  }
  const auto& framing = std::get<Framing>(verdict);
  return IncomingRequest{head_for(std::move(request.head), framing, peer_), framing, request.persistence};
}

asio::awaitable<BodyOutcome> RequestReader::read_body(Framing framing, std::uint64_t limit,
                                                      BodyBudget::Charge& charge) {
  BodyInProgress progress(framing, limit);
  const auto hard_deadline = from_now(limits_.body_deadline);
  received_ = buffer_.size();
  while (true) {
    auto refusal = co_await take_input(progress, charge);
    if (refusal) {
      co_return std::move(*refusal);
    }
    if (progress.decoder.is_done()) {
      co_return std::move(progress.body);
    }
    const auto error = co_await read_more(std::min(hard_deadline, pace(progress.started)));
    if (error) {
      co_return outcome_for(error);
    }
  }
}

asio::awaitable<std::optional<Refusal>> RequestReader::take_input(BodyInProgress& progress,
                                                                  BodyBudget::Charge& charge) {
  const auto asked = std::chrono::steady_clock::now();
  const auto room = co_await make_room(progress.body, progress.bound, charge);
  if (room == Room::none) {
    co_return Refusal{503, "overloaded", "too many bodies are in memory; try again"};
  }
  // The peer is not to blame for our waiting.
  progress.started += std::chrono::steady_clock::now() - asked;
  const auto used = progress.decoder.feed(input(), progress.body);
  if (!used) {
    co_return refusal_for(used.error());
  }
  buffer_.consume(*used);
  co_return std::nullopt;
}

// Doubles, so that appending stays cheap and the charge follows what really came, not what was declared.
asio::awaitable<Room> RequestReader::make_room(std::string& body, std::uint64_t bound, BodyBudget::Charge& charge) {
  const auto needed = std::min<std::uint64_t>(body.size() + buffer_.size(), bound);
  if (needed + kSpare <= body.capacity()) {
    co_return Room::granted;
  }
  const auto wanted = std::max<std::uint64_t>({needed, 2 * body.capacity(), kFirstRoom});
  const auto room = std::max(needed, std::min(wanted, bound));
  const auto granted = co_await budget_.raise(charge, room, from_now(kRoomPatience));
  if (granted == Room::granted) {
    body.reserve(room + kSpare);
  }
  co_return granted;
}

// The instant at which the average falls below the minimum rate.
SteadyTime RequestReader::pace(SteadyTime start) const {
  const auto earned = Milliseconds{received_ * 1'000 / std::max<std::size_t>(limits_.minimum_body_rate, 1)};
  return start + kPaceGrace + earned;
}

}  // namespace relay::http
