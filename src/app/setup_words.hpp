// SPDX-License-Identifier: MIT
#pragma once

#include "relay/dingtalk/robot.hpp"

namespace relay::app {

// What `init` and `import-plugin` say, in one language.
struct SetupWords {
  const char* access_token;
  const char* secret;
  const char* keyword;
  const char* at_mobiles;
  const char* client_secret;
  const char* base_url;
  const char* timezone;
  const char* access_tokens;  // of import-plugin: one a line
  const char* secrets;
  const char* is_at_all;
  const char* message_template;
  const char* include_keywords;
  const char* exclude_keywords;
  const char* written;     // followed by the path
  const char* next;        // above the commands
  const char* to_fill_in;  // where no client secret was given
};

[[nodiscard]] const SetupWords& setup_words(dingtalk::Language language);

// zh where LC_ALL, LC_MESSAGES or LANG, the first that is set, says so.
[[nodiscard]] dingtalk::Language language_of_environment();

}  // namespace relay::app
