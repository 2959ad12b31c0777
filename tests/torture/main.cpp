// SPDX-License-Identifier: MIT
// torture [<name> [rounds [short]]]: breaks the real binary in one way and prints what it held. Without a name: all of
// them. short: durations are printed, not judged.
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "torture/table.hpp"
#include "torture/torture.hpp"

namespace {

struct Trial {
  const char* name;
  int (*run)(int rounds);
  int long_form;  // rounds
};

constexpr Trial kTrials[] = {
    {"kill", relay::torture::kill_under_load, 1'000}, {"power", relay::torture::cut_power, 1'000},
    {"full", relay::torture::fill_disk, 5},           {"failing", relay::torture::fail_disk, 200},
    {"slow", relay::torture::slow_disk, 30},          {"descriptors", relay::torture::starve_descriptors, 5},
    {"overload", relay::torture::overload, 60},       {"pending", relay::torture::start_with_pending, 100'000},
    {"crowd", relay::torture::crowd, 1'000},          {"memory", relay::torture::limit_memory, 60},
    {"storm", relay::torture::storm, 10'000},
};

int run(const Trial& trial, int rounds) {
  try {
    return trial.run(rounds);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "torture %s: %s\n", trial.name, error.what());
    return 1;
  }
}

int run_all() {
  bool failed = false;
  for (const Trial& trial : kTrials) {
    const int code = run(trial, trial.long_form);
    failed = failed || (code != 0 && code != relay::torture::kSkipped);
  }
  return failed ? 1 : 0;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.empty()) {
    return run_all();
  }
  for (const Trial& trial : kTrials) {
    if (words.front() == trial.name) {
      relay::torture::judges_time = words.size() < 3 || words[2] != "short";
      return run(trial, words.size() > 1 ? std::stoi(words[1]) : trial.long_form);
    }
  }
  std::fprintf(stderr, "torture: no trial is called %s\n", words.front().c_str());
  return 64;
}
