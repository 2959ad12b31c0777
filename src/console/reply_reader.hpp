// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"

// Reads the desk's answers. Another version of the relay may have sent them: what is missing is empty.
namespace relay::console {

using Json = nlohmann::ordered_json;

// Nothing when it is none; then no_object() says so.
[[nodiscard]] std::optional<Json> object_in(std::string_view body);
[[nodiscard]] Error no_object();

[[nodiscard]] std::string text_in(const Json& object, const char* name);
[[nodiscard]] std::int64_t number_in(const Json& object, const char* name);
[[nodiscard]] bool flag_in(const Json& object, const char* name);
[[nodiscard]] std::optional<WallTime> time_in(const Json& object, const char* name);
// Empty array when it is none.
[[nodiscard]] const Json& array_in(const Json& object, const char* name);

}  // namespace relay::console
