// SPDX-License-Identifier: MIT
#pragma once

#include "relay/delivery/digest.hpp"
#include "relay/dingtalk/renderer.hpp"

namespace relay::dingtalk {

// The most bytes that one line takes in the finished JSON. With 40 lines of issues, 40 of projects and eight of levels,
// and 50 people mentioned, a message stays within DingTalk's limit.
inline constexpr std::size_t kIssueLineBytes = 300;
inline constexpr std::size_t kProjectLineBytes = 110;

// The whole message but for `at`. Form::plain says counts by level only: not a word of it comes from outside.
[[nodiscard]] Message lay_out_digest(const delivery::Digest& digest, const Robot& robot, const RenderOptions& options);

}  // namespace relay::dingtalk
