// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "config/node.hpp"

namespace relay::config {

enum class Where { file, environment, command_line, answer };

// Where a value was written: a place and path of the file ("robots[1].secret"), a variable's name, a flag, or what a
// person was asked for.
struct Origin {
  Where where{Where::file};
  Place place;  // of a file only
  std::string path;
};

[[nodiscard]] Origin environment_origin(std::string variable);
[[nodiscard]] Origin command_line_origin(std::string flag);
[[nodiscard]] Origin answer_origin(std::string field);

// A text and where it was written. It may be a secret: never put `value` of a secret field into a report.
struct Text {
  std::string value;
  Origin origin;
};

// A text of several lines that points out its own mistakes.
struct TextBlock {
  Text text;
  std::vector<Place> lines{};  // of a file: where each of its lines begins, when that is known
};

// Collects what people must hear about a configuration, and gives it back in the order of the file, then of the
// environment, then of the command line. Saying the same thing twice says it once.
class Report {
 public:
  explicit Report(std::string file_name) : file_name_(std::move(file_name)) {}

  void problem(Origin origin, std::string text) { problems_.push_back({std::move(origin), std::move(text)}); }
  void warn(Origin origin, std::string text) { warnings_.push_back({std::move(origin), std::move(text)}); }

  // A variable that the file names as {env: NAME} is not one that stands beside the file.
  void take_variable(std::string name) { taken_.insert(std::move(name)); }
  [[nodiscard]] bool takes_variable(const std::string& name) const { return taken_.contains(name); }

  // "relay.yaml:14:7: robots[1].secret: …"
  [[nodiscard]] std::vector<std::string> problems() const { return lines(problems_); }
  [[nodiscard]] std::vector<std::string> warnings() const { return lines(warnings_); }

 private:
  struct Remark {
    Origin origin;
    std::string text;
  };

  [[nodiscard]] std::vector<std::string> lines(std::vector<Remark> remarks) const;
  [[nodiscard]] std::string line(const Remark& remark) const;

  std::string file_name_;
  std::vector<Remark> problems_;
  std::vector<Remark> warnings_;
  std::set<std::string> taken_;
};

}  // namespace relay::config
