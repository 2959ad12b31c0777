// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "emulator/markdown.hpp"
#include "relay/base/time_zone.hpp"
#include "relay/emulator/emulator.hpp"

namespace relay::emulator {

// One message of the stream as an <article>: who, when, what the client shows, the verdict in words, the raw JSON.
[[nodiscard]] std::string message_html(const TranscriptEntry& entry, Client client, const TimeZone& zone);

// A coloured circle with the first letter.
[[nodiscard]] std::string avatar_html(std::string_view robot);

// The robot's name, or words for a token that nobody has; escaped.
[[nodiscard]] std::string robot_label(std::string_view robot);

}  // namespace relay::emulator
