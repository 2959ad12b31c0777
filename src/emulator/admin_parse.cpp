// SPDX-License-Identifier: MIT
#include "emulator/admin_parse.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "emulator/json_text.hpp"

namespace relay::emulator {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kTenYearsMs = 10LL * 365 * 24 * 3600 * 1000;

// Reads members into variables and remembers the first that does not fit.
class MemberReader {
 public:
  explicit MemberReader(std::string_view body) : json_(parse_object(body)) {
    if (json_.is_discarded()) {
      json_ = Json::object();
      problem_ = "the body is not a JSON object";
    }
  }

  void text(const char* name, std::string& into) {
    if (const Json* value = take(name, &Json::is_string, "a text")) {
      into = value->get<std::string>();
    }
  }

  void flag(const char* name, bool& into) {
    if (const Json* value = take(name, &Json::is_boolean, "true or false")) {
      into = value->get<bool>();
    }
  }

  void texts(const char* name, std::vector<std::string>& into) {
    const Json* value = take(name, &Json::is_array, "a list of texts");
    if (value == nullptr) {
      return;
    }
    if (!std::all_of(value->begin(), value->end(), [](const Json& item) { return item.is_string(); })) {
      blame(name, "a list of texts");
      return;
    }
    into = value->get<std::vector<std::string>>();
  }

  std::optional<std::int64_t> number(const char* name, std::int64_t least, std::int64_t most) {
    const Json* value = take(name, &Json::is_number_integer, "a whole number");
    if (value == nullptr) {
      return std::nullopt;
    }
    const auto in_range = value->is_number_unsigned() && value->get<std::uint64_t>() > kMost
                              ? std::optional<std::int64_t>{}
                              : std::optional(value->get<std::int64_t>());
    if (!in_range || *in_range < least || *in_range > most) {
      blame(name, "within its range");
      return std::nullopt;
    }
    return in_range;
  }

  void blame(const std::string& name, const std::string& wanted) {
    if (problem_.empty()) {
      problem_ = name + " must be " + wanted;
    }
  }

  // Empty when all is well. Members that nobody asked for are a problem, too.
  [[nodiscard]] std::string problem() const {
    if (problem_.empty() && !json_.empty()) {
      return "unknown member " + json_.begin().key();
    }
    return problem_;
  }

 private:
  static constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

  // Null when absent or of another type. The member leaves the object.
  const Json* take(const char* name, bool (Json::*fits)() const noexcept, const char* wanted) {
    const auto found = json_.find(name);
    if (found == json_.end()) {
      return nullptr;
    }
    taken_ = std::move(*found);
    json_.erase(found);
    if (!(taken_.*fits)()) {
      blame(name, wanted);
      return nullptr;
    }
    return &taken_;
  }

  Json json_;
  Json taken_;
  std::string problem_;
};

std::optional<FaultEffect> effect_of(const std::string& text) {
  if (text.empty()) {
    return FaultEffect::by_kind;
  }
  if (text == "processed") {
    return FaultEffect::processed;
  }
  return text == "not_processed" ? std::optional(FaultEffect::not_processed) : std::nullopt;
}

}  // namespace

Result<Fault> parse_fault(std::string_view body) {
  MemberReader reader(body);
  std::string kind_name;
  std::string effect_name;
  Fault fault{FaultKind::busy};
  reader.text("fault", kind_name);
  reader.text("robot", fault.robot);
  reader.text("effect", effect_name);
  fault.next = static_cast<std::size_t>(reader.number("next", 0, 1'000'000).value_or(1));
  fault.every = static_cast<std::size_t>(reader.number("every", 1, 1'000'000).value_or(1));
  fault.lasting = std::chrono::seconds(reader.number("seconds", 0, 86'400).value_or(0));
  fault.per_byte = Milliseconds(reader.number("per_byte_ms", 1, 60'000).value_or(1'000));
  const auto kind = fault_kind(kind_name);
  const auto effect = effect_of(effect_name);
  if (!kind) {
    reader.blame("fault", "the name of a fault");
  }
  if (!effect) {
    reader.blame("effect", "processed or not_processed");
  }
  if (std::string problem = reader.problem(); !problem.empty()) {
    return fail(ErrorKind::malformed, std::move(problem));
  }
  fault.kind = *kind;
  fault.effect = *effect;
  return fault;
}

Result<std::string> parse_robot_name(std::string_view body) {
  const Json json = parse_object(body);
  std::string name = json.is_object() ? text_member(json, "name") : std::string{};
  if (name.empty()) {
    return fail(ErrorKind::malformed, "name must be a text that is not empty");
  }
  return name;
}

Result<EmulatedRobot> parse_robot(std::string_view body, EmulatedRobot base) {
  MemberReader reader(body);
  reader.text("name", base.name);
  reader.text("token", base.token);
  reader.text("secret", base.secret);
  reader.texts("keywords", base.keywords);
  reader.texts("ip_allow", base.ip_allow);
  reader.flag("disabled", base.disabled);
  reader.flag("group_gone", base.group_gone);
  reader.flag("removed", base.removed);
  if (base.token.empty()) {
    reader.blame("token", "a text that is not empty");
  }
  if (std::string problem = reader.problem(); !problem.empty()) {
    return fail(ErrorKind::malformed, std::move(problem));
  }
  return base;
}

Result<Milliseconds> parse_clock_offset(std::string_view body) {
  MemberReader reader(body);
  const auto offset = reader.number("offset_ms", -kTenYearsMs, kTenYearsMs);
  if (!offset) {
    reader.blame("offset_ms", "a whole number");
  }
  if (std::string problem = reader.problem(); !problem.empty()) {
    return fail(ErrorKind::malformed, std::move(problem));
  }
  return Milliseconds(*offset);
}

}  // namespace relay::emulator
