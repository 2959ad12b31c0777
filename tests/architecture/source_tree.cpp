// SPDX-License-Identifier: MIT
#include "source_tree.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <regex>
#include <sstream>

#include "support/temp_dir.hpp"

namespace relay::architecture {
namespace {

// Copies C++ without comments and without the contents of literals; line numbers stay.
class Stripper {
 public:
  explicit Stripper(const std::string& text) : text_(text) {}

  std::string run() {
    while (at_ < text_.size()) {
      step();
    }
    return std::move(out_);
  }

 private:
  void step() {
    if (text_.compare(at_, 2, "//") == 0) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (text_.compare(at_, 2, "/*") == 0) {
      drop_until("*/");
    } else if (text_.compare(at_, 2, "R\"") == 0) {
      raw_literal();
    } else if (text_[at_] == '"' || (text_[at_] == '\'' && !inside_number())) {
      literal(text_[at_]);
    } else {
      out_.push_back(text_[at_++]);
    }
  }

  // 10'000
  [[nodiscard]] bool inside_number() const {
    return !out_.empty() && std::isxdigit(static_cast<unsigned char>(out_.back())) != 0;
  }

  void drop_until(const std::string& end) {
    const std::size_t found = text_.find(end, at_);
    const std::size_t stop = found == std::string::npos ? text_.size() : found + end.size();
    const auto begin = text_.begin() + static_cast<std::ptrdiff_t>(at_);
    const auto last = text_.begin() + static_cast<std::ptrdiff_t>(stop);
    out_.append(static_cast<std::size_t>(std::count(begin, last, '\n')), '\n');
    at_ = stop;
  }

  void raw_literal() {
    const std::size_t open = text_.find('(', at_);
    out_ += "\"\"";
    drop_until(")" + text_.substr(at_ + 2, open - at_ - 2) + "\"");
  }

  void literal(char quote) {
    out_ += {quote, quote};
    ++at_;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
      at_ += text_[at_] == '\\' ? 2U : 1U;
    }
    ++at_;
  }

  const std::string& text_;
  std::string out_;
  std::size_t at_{0};
};

std::vector<SourceFile> read_tree() {
  namespace fs = std::filesystem;
  const fs::path root = RELAY_SOURCE_DIR;
  std::vector<SourceFile> files;
  for (const char* top : {"include", "src", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const std::string extension = entry.path().extension();
      if (extension == ".hpp" || extension == ".cpp") {
        files.push_back(source_file(fs::relative(entry.path(), root), test::read_file(entry.path())));
      }
    }
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

}  // namespace

std::string SourceFile::folder() const {
  static const std::regex kPlace("^(?:src|include/relay)/([^/]+)/.*");
  std::smatch match;
  return std::regex_match(path, match, kPlace) ? match[1].str() : std::string{};
}

const std::vector<SourceFile>& source_tree() {
  static const std::vector<SourceFile> kTree = read_tree();
  return kTree;
}

SourceFile source_file(std::string path, std::string text) {
  std::string code = Stripper(text).run();
  return {std::move(path), std::move(text), std::move(code)};
}

std::vector<Include> includes(const SourceFile& file) {
  static const std::regex kInclude("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"].*");
  std::vector<Include> found;
  std::istringstream lines(file.text);
  std::smatch match;
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.find("include") != std::string::npos && std::regex_match(line, match, kInclude)) {
      found.push_back({number, match[1]});
    }
  }
  return found;
}

std::string violation(const SourceFile& file, std::size_t line, const std::string& what) {
  return file.path + ":" + std::to_string(line) + ": " + what;
}

Violations lines_matching(const SourceFile& file, const std::string& code, const Ban& ban) {
  const std::regex wanted(ban.pattern);
  Violations found;
  std::istringstream lines(code);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const bool suspect = std::any_of(ban.words.begin(), ban.words.end(),
                                     [&](const std::string& word) { return line.find(word) != std::string::npos; });
    if (suspect && std::regex_search(line, wanted)) {
      found.push_back(violation(file, number, ban.what));
    }
  }
  return found;
}

}  // namespace relay::architecture
