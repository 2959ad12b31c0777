// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "relay/alert/alert.hpp"
#include "relay/base/time.hpp"

namespace relay::delivery {

// Many alerts in one message. Each is counted in exactly one line: its issue's, else its project's, else its level's.
inline constexpr std::size_t kDigestIssues = 40;    // lines of issues at most
inline constexpr std::size_t kDigestProjects = 40;  // lines of projects at most

// Whether this robot heard of the issue before.
enum class Novelty { known, first };

struct DigestIssue {
  std::string title;  // of its latest alert; as alert::Alert::title
  std::string project;
  std::string link;                           // of its latest alert; may be empty
  alert::Level level{alert::Level::unknown};  // the worst
  Novelty novelty{Novelty::known};
  std::int64_t alerts{0};
};

struct DigestProject {
  std::string project;  // may be empty: not known
  std::string link;     // Sentry's list of this project's issues; may be empty
  std::int64_t issues{0};
  std::int64_t alerts{0};
};

struct DigestLevel {
  alert::Level level{alert::Level::unknown};
  std::int64_t alerts{0};
};

struct Digest {
  std::vector<DigestIssue> issues;      // worst level first, then new ones, then by count; at most kDigestIssues
  std::vector<DigestProject> projects;  // of the rest, by count; at most kDigestProjects
  std::vector<DigestLevel> levels;      // of the rest, worst first
  std::vector<DigestLevel> totals;      // of all alerts, worst first
  std::int64_t alerts{0};               // the sum over all lines, and of the totals
  WallTime first{};                     // when the oldest of them was accepted
  WallTime last{};
};

}  // namespace relay::delivery
