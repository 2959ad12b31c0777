// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/exit_code.hpp"
#include "app/private_file.hpp"
#include "relay/config/check_answer.hpp"
#include "relay/config/write.hpp"

// What `init` and `import-plugin` have in common.
namespace relay::app {

// A secret as a flag names it: a file, or "-" for the next line of standard input.
struct GivenSecret {
  std::string value;
  config::SecretText written;  // {file: …} for a file, the text itself for standard input
};

// Says on stderr why it cannot be read, and gives nothing.
[[nodiscard]] std::optional<GivenSecret> read_given_secret(const char* flag, const std::string& path);

// Says problems (×) and warnings (!) on stderr, behind `what`. True without problems.
[[nodiscard]] bool say_remarks(std::string_view what, const config::Remarks& remarks);

// For a client secret that nobody gave.
[[nodiscard]] config::SecretText client_secret_variable();

// Where the spool of a relay is that is not run by root, beside its configuration; empty for root: the default.
[[nodiscard]] std::string spool_beside(const std::string& config_path);

// Whether the file may be written as far as can be known before; says why not.
[[nodiscard]] bool may_write(const std::string& path, Existing existing);

// Writes the file, and says what to do next, with the file's whole path.
[[nodiscard]] ExitCode finish_setup(const config::ConfigText& config, const std::string& path, Existing existing);

}  // namespace relay::app
