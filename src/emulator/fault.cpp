// SPDX-License-Identifier: MIT
#include "relay/emulator/fault.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace relay::emulator {
namespace {

using Row = std::pair<FaultKind, std::string_view>;

constexpr std::array kNames{
    Row{FaultKind::reset_on_connect, "reset_on_connect"},
    Row{FaultKind::reset_mid_request, "reset_mid_request"},
    Row{FaultKind::hang_before, "hang_before"},
    Row{FaultKind::redirect_302, "redirect_302"},
    Row{FaultKind::html_200, "html_200"},
    Row{FaultKind::html_502, "html_502"},
    Row{FaultKind::html_503, "html_503"},
    Row{FaultKind::html_504, "html_504"},
    Row{FaultKind::status_500_json, "status_500_json"},
    Row{FaultKind::x5_blob, "x5_blob"},
    Row{FaultKind::x5_blob_html, "x5_blob_html"},
    Row{FaultKind::empty_200, "empty_200"},
    Row{FaultKind::json_array, "json_array"},
    Row{FaultKind::json_null, "json_null"},
    Row{FaultKind::errcode_missing, "errcode_missing"},
    Row{FaultKind::errcode_bool, "errcode_bool"},
    Row{FaultKind::errcode_huge, "errcode_huge"},
    Row{FaultKind::rate_limit, "rate_limit"},
    Row{FaultKind::content_refused, "content_refused"},
    Row{FaultKind::busy, "busy"},
    Row{FaultKind::system_error, "system_error"},
    Row{FaultKind::hang_after, "hang_after"},
    Row{FaultKind::hang_after_nodedupe, "hang_after_nodedupe"},
    Row{FaultKind::reset_before_answer, "reset_before_answer"},
    Row{FaultKind::close_no_answer, "close_no_answer"},
    Row{FaultKind::not_utf8, "not_utf8"},
    Row{FaultKind::bom, "bom"},
    Row{FaultKind::string_errcode, "string_errcode"},
    Row{FaultKind::float_errcode, "float_errcode"},
    Row{FaultKind::slow_body, "slow_body"},
    Row{FaultKind::chunked, "chunked"},
    Row{FaultKind::chunked_bad, "chunked_bad"},
    Row{FaultKind::chunked_truncated, "chunked_truncated"},
    Row{FaultKind::content_length_short, "content_length_short"},
    Row{FaultKind::content_length_long, "content_length_long"},
    Row{FaultKind::no_length_close, "no_length_close"},
    Row{FaultKind::gzip, "gzip"},
    Row{FaultKind::big_body, "big_body"},
    Row{FaultKind::continue_100, "continue_100"},
    Row{FaultKind::early_hints_103, "early_hints_103"},
    Row{FaultKind::keepalive_close, "keepalive_close"},
};

}  // namespace

std::string_view name_of(FaultKind kind) {
  const auto* row = std::find_if(kNames.begin(), kNames.end(), [&](const Row& r) { return r.first == kind; });
  return row == kNames.end() ? std::string_view{} : row->second;
}

std::optional<FaultKind> fault_kind(std::string_view name) {
  const auto* row = std::find_if(kNames.begin(), kNames.end(), [&](const Row& r) { return r.second == name; });
  return row == kNames.end() ? std::nullopt : std::optional(row->first);
}

}  // namespace relay::emulator
