// SPDX-License-Identifier: MIT
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "fuzz/check.hpp"
#include "relay/base/utf8.hpp"
#include "relay/dingtalk/verdict.hpp"

// status, content type, Retry-After and Date, a line each; then the body.
namespace relay::fuzz {
namespace {

delivery::Answer answer_from(std::string_view input) {
  delivery::Answer answer{};
  const std::string_view status = take_line(input);
  std::from_chars(status.data(), status.data() + status.size(), answer.status);
  answer.content_type = take_line(input);
  answer.retry_after = take_line(input);
  answer.date = take_line(input);
  answer.body = input;
  return answer;
}

// The promise of the header, said a second time: exactly this is success.
bool is_success(const delivery::Answer& answer) {
  const auto json = nlohmann::json::parse(utf8::repair(answer.body), nullptr, false);
  if (answer.status != 200 || !json.is_object() || !json.contains("errcode")) {
    return false;
  }
  const auto& code = json["errcode"];
  const bool zero_text = code.is_string() && !code.get<std::string>().empty() &&
                         code.get<std::string>().find_first_not_of("0+- ") == std::string::npos;
  return zero_text || (code.is_number() && code.get<double>() == 0.0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kDetailBytes = 300;
  const WallTime now{std::chrono::seconds{1'795'417'445}};
  const delivery::Answer answer = answer_from(view(data, size));
  const delivery::Verdict verdict = dingtalk::classify(answer, now);
  check(verdict.detail.size() <= kDetailBytes, "a detail has at most 300 bytes");
  check(utf8::is_valid(verdict.detail), "a detail is valid UTF-8");
  check(verdict.detail.find_first_of("\r\n") == std::string::npos, "a detail is one line");
  check(verdict.wait.value_or(Milliseconds{1}) > Milliseconds{0}, "a wait is positive");
  check(verdict.wait.value_or(Milliseconds{1}) <= std::chrono::hours{24}, "a wait ends within a day");
  check(verdict.host_wait.value_or(Milliseconds{1}) > Milliseconds{0}, "a wait of the host is positive");
  const bool shown = verdict.kind == delivery::VerdictKind::shown;
  check(!shown || is_success(answer), "only errcode 0 is success");
  check(verdict.kind != delivery::VerdictKind::aborted, "an answer is never taken for a shutdown");
  return 0;
}

}  // namespace relay::fuzz
