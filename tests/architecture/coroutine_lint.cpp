// SPDX-License-Identifier: MIT
#include "coroutine_lint.hpp"

#include <regex>

namespace relay::architecture {
namespace {

struct Token {
  std::string text;
  std::size_t line;
};

std::vector<Token> tokens_of(const std::string& code) {
  static const std::regex kToken(R"(\n|#[^\n]*|[A-Za-z_]\w*|->|::|&&|[^\s\w]|\d[\w.']*)");
  std::vector<Token> tokens;
  std::size_t line = 1;
  for (std::sregex_iterator i(code.begin(), code.end(), kToken), end; i != end; ++i) {
    const std::string text = i->str();
    if (text == "\n") {
      ++line;
    } else if (text.front() != '#') {
      tokens.push_back({text, line});
    }
  }
  return tokens;
}

// What one statement holds at its own level; the bodies of lambdas in it are statements of their own.
struct Statement {
  std::size_t await_line{0};  // 0: no co_await
  std::string suspect;        // the temporary that must not stand beside it
};

class Linter {
 public:
  Linter(const SourceFile& file, const std::set<std::string>& aggregates)
      : file_(file), aggregates_(aggregates), tokens_(tokens_of(file.code)) {}

  Violations run() {
    while (at_ < tokens_.size()) {
      block();
      ++at_;
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] const std::string& text(std::size_t i) const {
    static const std::string kNone;
    return i < tokens_.size() ? tokens_[i].text : kNone;
  }

  // Statements until the closing brace of this block, which is left for the caller.
  void block() {
    while (at_ < tokens_.size() && text(at_) != "}") {
      Statement statement;
      first_ = at_;
      if (!until({";", "}"}, statement)) {
        report(statement);
      }
      if (at_ < tokens_.size() && text(at_) == ";") {
        ++at_;
      }
    }
  }

  void report(const Statement& statement) {
    if (statement.await_line != 0 && !statement.suspect.empty()) {
      found_.push_back(violation(file_, statement.await_line, "name " + statement.suspect + ", then await it"));
    }
  }

  // Reads on to one of `ends` at this nesting level. True: a block of statements ended it, and it was reported.
  bool until(const std::set<std::string>& ends, Statement& statement) {
    while (at_ < tokens_.size() && !ends.contains(text(at_))) {
      const Token& token = tokens_[at_];
      if (token.text == "{" && opens_block(ends)) {
        report(statement);
        nested_block();
        return true;
      }
      if (token.text == "co_await") {
        statement.await_line = token.line;
      }
      if (token.text == "?" && statement.await_line != 0) {
        note(statement, "the choice");
      }
      if (aggregates_.contains(token.text) && text(at_ + 1) == "(") {
        note(statement, token.text + "(…)");
      }
      if (token.text == "[" && opens_lambda()) {
        lambda(statement);
      } else if (token.text == "(" && is_condition()) {
        condition(statement);
      } else if (token.text == "(" || token.text == "[") {
        group(token.text == "(" ? ")" : "]", statement);
      } else if (token.text == "{") {
        if (!is_duration(text(at_ - 1))) {
          note(statement, text(at_ - 1) + "{…}");
        }
        group("}", statement);
      } else {
        ++at_;
      }
    }
    return false;
  }

  // Nothing is destroyed in a duration, so nothing is destroyed twice: seconds{5} stays the way to write one.
  static bool is_duration(const std::string& name) {
    static const std::set<std::string> kDurations{"Milliseconds", "milliseconds", "seconds", "minutes", "hours"};
    return kDurations.contains(name);
  }

  static void note(Statement& statement, const std::string& suspect) {
    if (statement.suspect.empty()) {
      statement.suspect = suspect;
    }
  }

  void group(const std::string& end, Statement& statement) {
    ++at_;
    until({end}, statement);
    ++at_;
  }

  [[nodiscard]] bool is_condition() const {
    static const std::set<std::string> kTests{"if", "while", "switch"};
    return at_ > 0 && kTests.contains(text(at_ - 1));
  }

  // An awaited value that is tested without a name: gcc 12 finds it at the wrong place of the frame.
  void condition(Statement& statement) {
    const std::size_t begin = at_;
    group(")", statement);
    for (std::size_t i = begin; i < at_ && text(i) != "="; ++i) {
      if (text(i) == "co_await") {
        note(statement, "the condition");
      }
    }
  }

  void nested_block() {
    const std::size_t outer = first_;
    ++at_;
    block();
    ++at_;
    first_ = outer;
  }

  // [captures](parameters) -> type { body }: the captures belong to the statement around, the body does not.
  void lambda(Statement& statement) {
    if (text(at_ + 1) != "]") {
      note(statement, "the capturing lambda");
    }
    group("]", statement);
    while (at_ < tokens_.size() && text(at_) != "{") {
      if (text(at_) == "(") {
        group(")", statement);
      } else {
        ++at_;
      }
    }
    nested_block();
  }

  // A subscript follows a value, a lambda does not; "[[" begins an attribute, "auto& [" a structured binding.
  [[nodiscard]] bool opens_lambda() const {
    static const std::regex kValue(R"(\w+|\)|\]|\})");
    const std::string& before = at_ == 0 ? text(tokens_.size()) : text(at_ - 1);
    const bool keyword = before == "return" || before == "co_return" || before == "co_await" || before == "case";
    const bool binding = at_ > 1 && text(at_ - 2) == "auto";
    return text(at_ + 1) != "[" && before != "[" && !binding && (keyword || !std::regex_match(before, kValue));
  }

  // The brace of a function, control statement, class or namespace, as opposed to the brace of an initialiser.
  [[nodiscard]] bool opens_block(const std::set<std::string>& ends) const {
    static const std::set<std::string> kBefore{")",     "}",        ":",        "else",  "do",      "try",
                                               "const", "noexcept", "override", "final", "mutable", "&&"};
    static const std::set<std::string> kDeclares{"namespace", "struct", "class", "enum", "union", "->"};
    if (!ends.contains(";")) {
      return false;
    }
    if (at_ == first_ || kBefore.contains(text(at_ - 1))) {
      return true;
    }
    bool declares = false;
    for (std::size_t i = first_; i < at_ && text(i) != "="; ++i) {
      declares = declares || kDeclares.contains(text(i));
    }
    return declares && !contains_await();
  }

  [[nodiscard]] bool contains_await() const {
    for (std::size_t i = first_; i < at_; ++i) {
      if (text(i) == "co_await" || text(i) == "co_return" || text(i) == "=") {
        return true;
      }
    }
    return false;
  }

  const SourceFile& file_;
  const std::set<std::string>& aggregates_;
  std::vector<Token> tokens_;
  std::size_t at_{0};
  std::size_t first_{0};  // token of the present statement
  Violations found_;
};

}  // namespace

Violations lint_coroutines(const SourceFile& file, const std::set<std::string>& aggregates) {
  const bool has_coroutine = file.code.find("co_await") != std::string::npos;
  return has_coroutine ? Linter(file, aggregates).run() : Violations{};
}

std::set<std::string> aggregates_of(const SourceFile& file) {
  static const std::regex kStruct(R"(\bstruct\s+([A-Z]\w*)\s*\{)");
  std::set<std::string> names;
  for (std::sregex_iterator i(file.code.begin(), file.code.end(), kStruct), end; i != end; ++i) {
    const std::string name = (*i)[1];
    if (!std::regex_search(file.code, std::regex("\\b(explicit )?" + name + "\\([^)]*\\)\\s*[:{=;]"))) {
      names.insert(name);
    }
  }
  return names;
}

}  // namespace relay::architecture
