// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relay::config {

// What a person may be asked beside the plugin's settings (those: import_plugin).
enum class Question { robot_name, language, timezone, client_secret, base_url };

struct Remarks {
  std::vector<std::string> problems;  // none: the loader takes it
  std::vector<std::string> warnings;
};

// What the loader would say of the answer. Holds no secret.
[[nodiscard]] Remarks check_answer(Question question, std::string_view answer);

}  // namespace relay::config
