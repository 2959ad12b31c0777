// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

// Asking a person. Prompts go to stderr: stdout belongs to the answer of the command.
namespace relay::app {

enum class Echo { on, off };

// Whether somebody can be asked: standard input and error are terminals.
[[nodiscard]] bool is_interactive();

// The next line of standard input without its line end, of a terminal or not; nothing at its end.
[[nodiscard]] std::optional<std::string> read_line();

// What is typed, without white space at either end; nothing at the end of input.
[[nodiscard]] std::optional<std::string> ask(const std::string& prompt, Echo echo);

enum class LinesEnd { at_empty_line, at_dot };

// Several lines, up to a lone dot (or an empty line, which is then no part of it) or the end of input. An empty first
// line ends it always.
[[nodiscard]] std::string ask_lines(const std::string& prompt, Echo echo, LinesEnd end);

}  // namespace relay::app
