// SPDX-License-Identifier: MIT
#include "http/framing_gate.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "http/characters.hpp"
#include "relay/base/case_fold.hpp"

namespace relay::http {

namespace {

using Problem = std::optional<Refusal>;

Refusal bad(const char* detail) { return Refusal{400, "bad_request", detail}; }

std::size_t count(const RequestHead& head, std::string_view name) {
  return static_cast<std::size_t>(
      std::count_if(head.fields.begin(), head.fields.end(), [name](const auto& field) { return field.first == name; }));
}

std::string_view value(const RequestHead& head, std::string_view name) {
  for (const auto& [key, text] : head.fields) {
    if (key == name) {
      return text;
    }
  }
  return {};
}

Problem check_target(const RequestHead& head) {
  if (head.target.empty() || head.target.front() != '/') {
    return bad("the target must be a path");
  }
  const bool clean = all_of(head.target, [](char c) { return is_visible(c) && c != '#'; });
  return clean ? Problem{} : bad("the target holds a character that must be percent-encoded");
}

Problem check_host(const RequestHead& head) {
  const auto hosts = count(head, "host");
  if (hosts > 1 || (hosts == 0 && head.version >= 11)) {
    return bad("exactly one Host header is needed");
  }
  const auto host = value(head, "host");
  const bool usable = !host.empty() && host.find_first_of(" \t,/\\@?#<>\"") == std::string_view::npos;
  return hosts == 0 || usable ? Problem{} : bad("the Host header is not a host");
}

// With '_' for '-'.
bool imitates(const std::pair<std::string, std::string>& field) {
  if (field.first.find('_') == std::string::npos) {
    return false;
  }
  std::string dashed = field.first;
  std::replace(dashed.begin(), dashed.end(), '_', '-');
  return dashed == "content-length" || dashed == "transfer-encoding" || dashed == "host" ||
         dashed == "sentry-hook-signature";
}

// A proxy in front that treats '_' as '-' would see another message than we do; a second signature, two proofs.
Problem check_names(const RequestHead& head) {
  static constexpr std::array kSingle{"sentry-hook-signature", "authorization"};
  if (std::any_of(head.fields.begin(), head.fields.end(), imitates)) {
    return bad("a header name imitates another");
  }
  const bool repeated =
      std::any_of(kSingle.begin(), kSingle.end(), [&head](const char* name) { return count(head, name) > 1; });
  return repeated ? bad("a header that may come once came twice") : Problem{};
}

GateVerdict chunked_framing(const RequestHead& head) {
  if (count(head, "content-length") > 0) {
    return bad("Content-Length and Transfer-Encoding together");
  }
  if (head.version < 11) {
    return bad("Transfer-Encoding on HTTP/1.0");
  }
  if (count(head, "transfer-encoding") > 1 || lower_ascii(value(head, "transfer-encoding")) != "chunked") {
    return bad("the only Transfer-Encoding understood is one 'chunked'");
  }
  return Framing{BodyFraming::chunked, 0, Expectation::none};
}

GateVerdict length_framing(const RequestHead& head) {
  const auto text = value(head, "content-length");
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (count(head, "content-length") > 1 || text.empty() || error != std::errc{} || end != text.data() + text.size()) {
    return bad("Content-Length must be one decimal number");
  }
  return Framing{length == 0 ? BodyFraming::none : BodyFraming::length, length, Expectation::none};
}

GateVerdict body_framing(const RequestHead& head) {
  if (count(head, "transfer-encoding") > 0) {
    return chunked_framing(head);
  }
  if (count(head, "content-length") > 0) {
    return length_framing(head);
  }
  if (head.method == "POST" || head.method == "PUT" || head.method == "PATCH") {
    return Refusal{411, "length_required", "send Content-Length, or chunked on HTTP/1.1"};
  }
  return Framing{BodyFraming::none, 0, Expectation::none};
}

// RFC 9110, 10.1.1: HTTP/1.0 clients cannot wait for a 100.
GateVerdict with_expectation(const RequestHead& head, Framing framing) {
  if (count(head, "expect") == 0 || head.version < 11) {
    return framing;
  }
  if (count(head, "expect") > 1 || lower_ascii(value(head, "expect")) != "100-continue") {
    return Refusal{417, "expectation_failed", "the only expectation understood is 100-continue"};
  }
  framing.expectation = framing.body == BodyFraming::none ? Expectation::none : Expectation::continue_100;
  return framing;
}

}  // namespace

GateVerdict judge_framing(const RequestHead& head) {
  if (head.version != 10 && head.version != 11) {
    return Refusal{505, "http_version_not_supported", "only HTTP 1.0 and 1.1 are spoken here"};
  }
  for (const auto check : {check_target, check_host, check_names}) {
    if (auto problem = check(head)) {
      return std::move(*problem);
    }
  }
  const auto framing = body_framing(head);
  if (const auto* accepted = std::get_if<Framing>(&framing)) {
    return with_expectation(head, *accepted);
  }
  return framing;
}

}  // namespace relay::http
