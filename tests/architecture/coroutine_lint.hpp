// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>

#include "source_tree.hpp"

namespace relay::architecture {

// gcc 12 destroys a temporary twice when it is built with braces (an aggregate, an initializer list) or is a capturing
// lambda, and stands in the same full expression as a co_await: "name it, then await it". Finds such statements:
//   co_await send(Request{url});   Request r{co_await token()};   co_await co_spawn(io, [x] {…}, token);
//   co_await send(Request(url));   when Request is in `aggregates`
// Works on tokens, so templates, nested lambdas and line breaks do not hide them. Implicit conversions do hide them:
// those are left to the address sanitizer.
[[nodiscard]] Violations lint_coroutines(const SourceFile& file, const std::set<std::string>& aggregates);

// Names of the structs without a constructor in `file`.
[[nodiscard]] std::set<std::string> aggregates_of(const SourceFile& file);

}  // namespace relay::architecture
