// SPDX-License-Identifier: MIT
#pragma once

#include "relay/dingtalk/robot.hpp"

namespace relay::config {

// The comments of a written file, in one language.
struct WriteWords {
  const char* head;
  const char* language;
  const char* timezone;
  const char* spool;
  const char* sources;
  const char* client_secret;
  const char* client_secret_unset;  // above a variable that must be set
  const char* base_url;
  const char* robots;
  const char* access_token;
  const char* secret;
  const char* not_signed;
  const char* keyword;
  const char* at_mobiles;
  const char* at_all;
  const char* message_template;
  const char* include_keywords;
  const char* exclude_keywords;
};

[[nodiscard]] const WriteWords& write_words(dingtalk::Language language);

}  // namespace relay::config
