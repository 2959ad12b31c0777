// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
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
  std::string title;                          // of the alert that speaks for it (named_alerts); as alert::Alert::title
  std::string project;                        // of the same
  std::string link;                           // of the same; may be empty
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

// One alert of a digest, as far as counting needs it.
struct DigestMember {
  std::int64_t alert;
  std::string issue;    // alert::issue_key
  std::string project;  // to group by and to show; may be empty
  alert::Level level;
  Novelty novelty;
  WallTime received;
};

// What only the alert's own text knows.
struct DigestText {
  std::string title;
  std::string link;
};

// Sorts members into lines: the worst, newest and most frequent issues have one each, the rest share one a project,
// then one a level. The same members in any order give the same digest.
class DigestBuilder {
 public:
  void add(const DigestMember& member);
  // All that was added to `other` too.
  void merge(DigestBuilder other);
  [[nodiscard]] bool empty() const { return issues_.empty(); }

  // The alert whose text stands in the line of each named issue: the latest one with a level, for what has none (a
  // comment, Seer's notes) names neither the error nor, often, a link; else the latest. At most kDigestIssues.
  [[nodiscard]] std::vector<std::int64_t> named_alerts() const;
  // An alert of each project that has a line, for its link. At most kDigestProjects.
  [[nodiscard]] std::vector<std::int64_t> project_alerts() const;
  // `titles` belong to named_alerts(), `links` to project_alerts(), entry by entry.
  [[nodiscard]] Digest build(const std::vector<DigestText>& titles, const std::vector<std::string>& links) const;

 private:
  // Of the alert that speaks for its issue.
  struct Text {
    bool is_event{false};  // it has a level
    std::int64_t alert{0};
    std::string project;

    [[nodiscard]] bool is_behind(const Text& other) const;
  };
  struct Issue {
    Text text;
    alert::Level level{alert::Level::unknown};
    Novelty novelty{Novelty::known};
    std::map<alert::Level, std::int64_t> counts;
    std::int64_t alerts{0};
  };
  struct Project {
    std::int64_t alert{0};
    std::string name;
    std::int64_t issues{0};
    std::int64_t alerts{0};
  };
  // The issues in the order of their lines; the first kDigestIssues are named.
  [[nodiscard]] std::vector<const Issue*> ranked() const;
  // Of the issues without a line, in the order of their lines.
  [[nodiscard]] static std::vector<Project> projects_of(const std::vector<const Issue*>& ranked);

  std::map<std::string, Issue, std::less<>> issues_;
  WallTime first_{WallTime::max()};
  WallTime last_{WallTime::min()};
};

}  // namespace relay::delivery
