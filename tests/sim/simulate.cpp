// SPDX-License-Identifier: MIT
// simulate [--from N] [--seeds N] [--caught PROMISE] | --seed N [--trace] | --storm
// Runs the relay's pipeline and spool through the stories of so many seeds, and prints one table of figures. Exits 1 on
// a violation of a promise, with the command that replays it. --caught P4: for builds with a planted bug; exits 0 only
// if a seed finds that it breaks this promise, and stops there.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario.hpp"

namespace relay::sim {
namespace {

using namespace std::chrono_literals;

struct Options {
  std::string program;
  std::uint64_t from{1};
  std::uint64_t seeds{100};
  bool trace{false};
  bool storm{false};
  std::string caught{};  // a promise; empty: none may be broken
};

struct Storm {
  const char* name;
  Milliseconds lasting;
  Weather weather;
};

struct Totals {
  std::map<std::string, std::int64_t> counts;
  Milliseconds worst_age{0};
  std::size_t busiest_minute{0};
  Milliseconds simulated{0};
  std::int64_t seeds{0};
  std::int64_t violations{0};

  void add(const Record& record);
  void print() const;
};

void Totals::add(const Record& record) {
  ++seeds;
  violations += static_cast<std::int64_t>(record.violations.size());
  worst_age = std::max(worst_age, record.worst_age);
  busiest_minute = std::max(busiest_minute, record.busiest_minute);
  simulated += record.end;
  for (const auto& [name, count] : record.counts) {
    counts[name] += count;
  }
  counts["robots"] += static_cast<std::int64_t>(record.robots.size());
  for (const Incoming& incoming : record.incoming) {
    counts["alerts acknowledged"] += incoming.acknowledged.has_value() ? 1 : 0;
    counts["alerts acknowledged as duplicates"] += incoming.duplicate_acks;
  }
  for (const Attempt& attempt : record.attempts) {
    ++counts["requests"];
    counts["messages shown"] += attempt.displayed.has_value() && !attempt.is_digest ? 1 : 0;
    counts["digests shown"] += attempt.displayed.has_value() && attempt.is_digest ? 1 : 0;
    counts["requests tagged as a repeat"] += attempt.is_tagged ? 1 : 0;
  }
}

void Totals::print() const {
  const auto row = [](const std::string& name, const std::string& value) {
    std::cout << "  " << name << std::string(name.size() < 40 ? 40 - name.size() : 1, ' ') << value << "\n";
  };
  row("seeds", std::to_string(seeds));
  row("simulated hours", std::to_string(simulated / std::chrono::hours{1}));
  for (const auto& [name, count] : counts) {
    row(name, std::to_string(count));
  }
  row("most received within 60 s, one robot", std::to_string(busiest_minute));
  row("worst age, undisturbed", std::to_string(worst_age.count()) + " ms");
  row("violations", std::to_string(violations));
  const auto count = [this](const char* name) {
    const auto found = counts.find(name);
    return std::to_string(found == counts.end() ? 0 : found->second);
  };
  std::cout << "simulator: " << seeds << " seeds, " << count("alerts acknowledged") << " alerts, " << count("requests")
            << " requests, " << count("death kill") << " kills, " << count("death power cut") << " power cuts, at most "
            << busiest_minute << " in 60 s, worst age " << worst_age.count() << " ms, " << violations
            << " violations\n";
}

void print_violations(const Record& record) {
  for (const std::string& violation : record.violations) {
    std::cout << "  " << violation << "\n";
  }
  std::cout << std::flush;
}

bool breaks(const Record& record, const std::string& promise) {
  return std::any_of(record.violations.begin(), record.violations.end(),
                     [&](const std::string& violation) { return violation.starts_with(promise + ":"); });
}

int run_one(const Options& options) {
  const Record record = simulate(options.from, options.trace);
  std::cout << "seed " << options.from << ", fingerprint " << record.fingerprint << "\n";
  print_violations(record);
  Totals totals;
  totals.add(record);
  totals.print();
  return record.violations.empty() ? EXIT_SUCCESS : EXIT_FAILURE;
}

int run_many(const Options& options) {
  Totals totals;
  for (std::uint64_t seed = options.from; seed < options.from + options.seeds; ++seed) {
    const Record record = simulate(seed, false);
    totals.add(record);
    if (record.violations.empty()) {
      continue;
    }
    std::cout << "seed " << seed << " breaks a promise; replay it with: " << options.program << " --seed " << seed
              << " --trace\n";
    print_violations(record);
    if (!options.caught.empty() && breaks(record, options.caught)) {
      return EXIT_SUCCESS;
    }
  }
  totals.print();
  const bool sound = totals.violations == 0;
  return sound && options.caught.empty() ? EXIT_SUCCESS : EXIT_FAILURE;
}

int run_storms() {
  bool sound = true;
  const std::vector<Storm> storms{{"10 000 alerts within 10 s", 10s, {}},
                                  {"10 000 alerts within 10 min", 10min, {}},
                                  {"the same, DingTalk takes 1 to 9 s to answer", 10min, {Way::slow}}};
  for (const Storm& storm : storms) {
    const Record record = simulate_storm(storm.lasting, storm.weather);
    std::cout << storm.name << "\n";
    print_violations(record);
    Totals totals;
    totals.add(record);
    totals.print();
    sound = sound && record.violations.empty();
  }
  return sound ? EXIT_SUCCESS : EXIT_FAILURE;
}

int run(const std::vector<std::string_view>& arguments) {
  Options options{std::string(arguments.front())};
  bool one = false;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string_view name = arguments[i];
    const auto number = [&] {
      return i + 1 < arguments.size() ? std::strtoull(arguments[++i].data(), nullptr, 10) : 0;
    };
    if (name == "--seed") {
      options.from = number();
      one = true;
    } else if (name == "--from") {
      options.from = number();
    } else if (name == "--seeds") {
      options.seeds = number();
    } else if (name == "--trace") {
      options.trace = true;
    } else if (name == "--storm") {
      options.storm = true;
    } else if (name == "--caught") {
      options.caught = i + 1 < arguments.size() ? arguments[++i] : "";
    } else {
      std::cerr << "usage: simulate [--from N] [--seeds N] [--caught PROMISE] | --seed N [--trace] | --storm\n";
      return 2;
    }
  }
  if (options.storm) {
    return run_storms();
  }
  return one ? run_one(options) : run_many(options);
}

}  // namespace
}  // namespace relay::sim

int main(int argc, char** argv) { return relay::sim::run({argv, argv + argc}); }
