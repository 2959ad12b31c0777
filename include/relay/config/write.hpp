// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relay/base/secret.hpp"
#include "relay/dingtalk/robot.hpp"

namespace relay::config {

// A secret in one of the three forms that the loader takes.
struct SecretText {
  enum class Form { plain, file, environment };
  Form form{Form::plain};
  Secret text;  // the secret itself, the file's path, the variable's name
};

struct SourceText {
  std::string name{"main"};
  SecretText client_secret;
  std::string base_url;  // empty: the line stays commented
};

struct RobotText {
  std::vector<std::string> remarks;  // comments above it; they hold no secret
  std::string name;
  SecretText access_token;           // a token or a whole webhook URL
  std::optional<SecretText> secret;  // none: not signed
  std::string endpoint;              // empty: where the token is from
  std::string keyword;
  std::vector<std::string> at_mobiles;
  bool at_all{false};
  std::string message_template;
  std::vector<std::string> include_keywords;
  std::vector<std::string> exclude_keywords;
};

// A configuration file that a person goes on editing. Texts are valid UTF-8.
struct ConfigText {
  std::vector<std::string> remarks;                     // comments at its beginning; they hold no secret
  dingtalk::Language language{dingtalk::Language::en};  // of the comments too
  std::string timezone;                                 // empty: the line stays commented
  std::string spool_path;                               // empty: the line stays commented
  SourceText source;
  std::vector<RobotText> robots;  // none: preview mode
};

// YAML with a comment at each key. load() reads every text back as it stands here.
[[nodiscard]] std::string write_yaml(const ConfigText& config);

}  // namespace relay::config
