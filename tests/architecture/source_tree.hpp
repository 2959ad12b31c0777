// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

// The rules of this folder read the source tree as text. Each has a test over the tree, and a test that a bad snippet
// is found: a rule that cannot bite protects nothing.
namespace relay::architecture {

struct SourceFile {
  std::string path;  // from the root of the tree: "src/http/server.cpp"
  std::string text;
  std::string code;  // the same lines without comments and without what stands between quotes

  [[nodiscard]] bool is_header() const { return path.ends_with(".hpp"); }
  // "http" of src/http/x.cpp and include/relay/http/x.hpp; empty for every other place.
  [[nodiscard]] std::string folder() const;
};

struct Include {
  std::size_t line;
  std::string target;  // what stands between the quotes or angle brackets
};

// "path:line: what"
using Violations = std::vector<std::string>;

// Every .hpp and .cpp below include/, src/ and tests/, in the order of their paths.
[[nodiscard]] const std::vector<SourceFile>& source_tree();

[[nodiscard]] SourceFile source_file(std::string path, std::string text);
[[nodiscard]] std::vector<Include> includes(const SourceFile& file);
[[nodiscard]] std::string violation(const SourceFile& file, std::size_t line, const std::string& what);

// What a line must not hold.
struct Ban {
  std::vector<std::string> words;  // only lines with one of them are looked at: std::regex is slow
  std::string pattern;             // ECMAScript
  std::string what;
};

// A violation for each line of `code`, the text or the code of `file`.
[[nodiscard]] Violations lines_matching(const SourceFile& file, const std::string& code, const Ban& ban);

// The violations of all files of the tree.
template <class Rule>
[[nodiscard]] Violations over_the_tree(Rule rule) {
  Violations all;
  for (const SourceFile& file : source_tree()) {
    const Violations found = rule(file);
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

}  // namespace relay::architecture
