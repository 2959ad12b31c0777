// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <prometheus/family.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relay::telemetry {

// One metric for each set of label values, found again without building prometheus' own maps: this is on the way of
// every webhook.
template <class Metric>
class Labelled {
 public:
  using Values = std::initializer_list<std::string_view>;
  // How a new one is made; the labels are complete.
  using Make = std::function<Metric&(prometheus::Family<Metric>&, const prometheus::Labels&)>;

  Labelled(prometheus::Family<Metric>& family, std::vector<std::string> names, Make make)
      : family_(family), names_(std::move(names)), make_(std::move(make)) {}

  // `values` in the order of the names.
  Metric& at(Values values) {
    std::string key = joined(values);
    const auto found = known_.find(key);
    if (found != known_.end()) {
      return *found->second;
    }
    prometheus::Labels labels;
    auto name = names_.begin();
    for (const std::string_view value : values) {
      labels.emplace(*name++, value);
    }
    Metric& made = make_(family_, labels);
    known_.emplace(std::move(key), &made);
    return made;
  }

  // Ends every series whose first label has this value.
  void forget(std::string_view first) {
    const std::string prefix = joined({first});
    auto at = known_.lower_bound(prefix);
    while (at != known_.end() && at->first.starts_with(prefix)) {
      family_.Remove(at->second);
      at = known_.erase(at);
    }
  }

 private:
  static std::string joined(Values values) {
    std::string key;
    for (const std::string_view value : values) {
      key.append(value).push_back('\n');
    }
    return key;
  }

  prometheus::Family<Metric>& family_;
  std::vector<std::string> names_;
  Make make_;
  std::map<std::string, Metric*> known_;
};

}  // namespace relay::telemetry
