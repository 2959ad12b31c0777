// SPDX-License-Identifier: MIT
#include "relay/delivery/digest.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

namespace relay::delivery {
namespace {

using Counts = std::map<alert::Level, std::int64_t>;

std::vector<DigestLevel> worst_first(const Counts& counts) {
  std::vector<DigestLevel> levels;
  std::transform(counts.rbegin(), counts.rend(), std::back_inserter(levels), [](const auto& entry) {
    return DigestLevel{entry.first, entry.second};
  });
  return levels;
}

void add_to(Counts& sum, const Counts& counts) {
  for (const auto& [level, count] : counts) {
    sum[level] += count;
  }
}

}  // namespace

bool DigestBuilder::Text::is_behind(const Text& other) const {
  return std::tuple(is_event, alert) < std::tuple(other.is_event, other.alert);
}

void DigestBuilder::add(const DigestMember& member) {
  Issue& issue = issues_[member.issue];
  if (Text text{member.level != alert::Level::unknown, member.alert, member.project}; issue.text.is_behind(text)) {
    issue.text = std::move(text);
  }
  issue.level = std::max(issue.level, member.level);
  issue.novelty = std::max(issue.novelty, member.novelty);
  ++issue.counts[member.level];
  ++issue.alerts;
  first_ = std::min(first_, member.received);
  last_ = std::max(last_, member.received);
}

void DigestBuilder::merge(DigestBuilder other) {
  for (auto& [key, more] : other.issues_) {
    const auto [place, fresh] = issues_.try_emplace(key, more);
    Issue& issue = place->second;
    if (fresh) {
      continue;
    }
    if (issue.text.is_behind(more.text)) {
      issue.text = std::move(more.text);
    }
    issue.level = std::max(issue.level, more.level);
    issue.novelty = std::max(issue.novelty, more.novelty);
    add_to(issue.counts, more.counts);
    issue.alerts += more.alerts;
  }
  first_ = std::min(first_, other.first_);
  last_ = std::max(last_, other.last_);
}

std::vector<const DigestBuilder::Issue*> DigestBuilder::ranked() const {
  std::vector<const Issue*> issues;
  issues.reserve(issues_.size());
  for (const auto& [key, issue] : issues_) {
    issues.push_back(&issue);
  }
  const auto weight = [](const Issue* issue) {
    return std::tuple(issue->level, issue->novelty, issue->alerts, issue->text.alert);
  };
  std::sort(issues.begin(), issues.end(), [&](const Issue* a, const Issue* b) { return weight(a) > weight(b); });
  return issues;
}

std::vector<DigestBuilder::Project> DigestBuilder::projects_of(const std::vector<const Issue*>& ranked) {
  std::map<std::string, Project> by_name;
  for (std::size_t i = kDigestIssues; i < ranked.size(); ++i) {
    Project& project = by_name[ranked[i]->text.project];
    project.name = ranked[i]->text.project;
    project.alert = std::max(project.alert, ranked[i]->text.alert);
    ++project.issues;
    project.alerts += ranked[i]->alerts;
  }
  std::vector<Project> projects;
  projects.reserve(by_name.size());
  for (auto& [name, project] : by_name) {
    projects.push_back(std::move(project));
  }
  std::stable_sort(projects.begin(), projects.end(),
                   [](const Project& a, const Project& b) { return a.alerts > b.alerts; });
  projects.resize(std::min(projects.size(), kDigestProjects));
  return projects;
}

std::vector<std::int64_t> DigestBuilder::named_alerts() const {
  std::vector<std::int64_t> alerts;
  const auto issues = ranked();
  for (std::size_t i = 0; i < std::min(issues.size(), kDigestIssues); ++i) {
    alerts.push_back(issues[i]->text.alert);
  }
  return alerts;
}

std::vector<std::int64_t> DigestBuilder::project_alerts() const {
  std::vector<std::int64_t> alerts;
  for (const Project& project : projects_of(ranked())) {
    alerts.push_back(project.alert);
  }
  return alerts;
}

Digest DigestBuilder::build(const std::vector<DigestText>& titles, const std::vector<std::string>& links) const {
  Digest digest;
  digest.first = first_;
  digest.last = last_;
  const auto issues = ranked();
  const auto projects = projects_of(issues);
  std::set<std::string_view> with_line;
  for (std::size_t i = 0; i < projects.size(); ++i) {
    digest.projects.push_back({projects[i].name, links.at(i), projects[i].issues, projects[i].alerts});
    with_line.insert(projects[i].name);
  }
  Counts totals;
  Counts rest;
  for (std::size_t i = 0; i < issues.size(); ++i) {
    const Issue& issue = *issues[i];
    add_to(totals, issue.counts);
    digest.alerts += issue.alerts;
    if (i < kDigestIssues) {
      const DigestText& text = titles.at(i);
      digest.issues.push_back({text.title, issue.text.project, text.link, issue.level, issue.novelty, issue.alerts});
    } else if (!with_line.contains(issue.text.project)) {
      add_to(rest, issue.counts);
    }
  }
  digest.levels = worst_first(rest);
  digest.totals = worst_first(totals);
  return digest;
}

}  // namespace relay::delivery
