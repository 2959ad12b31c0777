// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "relay/emulator/emulator.hpp"
#include "relay/ports/http.hpp"

// The bodies that DingTalk answers with, byte for byte (numbers: rows of the table in README.md).
namespace relay::emulator {

// Why a request is not shown, for the person at the page.
struct Reason {
  std::string en;
  std::string zh;
};

struct Refusal {
  ports::HttpResponse response;
  Reason reason;
};

// {"errcode":N,"errmsg":"…"} with HTTP 200.
[[nodiscard]] Refusal refuse(std::int64_t errcode, std::string_view errmsg, Reason reason);

// Row 26: accepted.
[[nodiscard]] ports::HttpResponse ok_answer(const EmulatorOptions& options);
// Rows 5 and 6.
[[nodiscard]] Refusal rate_refusal(RateStyle style, Reason reason);
// What a browser may get instead of JSON.
[[nodiscard]] ports::HttpResponse html_answer(int status, std::string_view heading);
// 302 to /sorry.html, which exists.
[[nodiscard]] ports::HttpResponse redirect_answer();
[[nodiscard]] ports::HttpResponse sorry_page();
// The IP-wide refusal: JSON without an errcode.
[[nodiscard]] ports::HttpResponse x5_answer(std::string_view content_type);

}  // namespace relay::emulator
