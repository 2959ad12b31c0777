// SPDX-License-Identifier: MIT
#include "dingtalk/digest_form.hpp"

#include <algorithm>

#include "dingtalk/headline.hpp"
#include "dingtalk/layout.hpp"
#include "dingtalk/notes.hpp"
#include "dingtalk/words.hpp"
#include "relay/base/utf8.hpp"
#include "relay/dingtalk/markdown.hpp"

namespace relay::dingtalk {
namespace {

using alert::Level;
using delivery::Digest;

constexpr std::size_t kTitleCharacters = 100;
constexpr std::size_t kNameCharacters = 40;

// What `text`, which has no control characters but line feeds, takes within a JSON string.
std::size_t json_bytes(std::string_view text) {
  const auto escaped =
      std::count_if(text.begin(), text.end(), [](char c) { return c == '"' || c == '\\' || c == '\n'; });
  return text.size() + static_cast<std::size_t>(escaped);
}

std::string times(std::int64_t count) { return count == 1 ? std::string{} : " ×" + std::to_string(count); }

std::string name_of(std::string_view project) {
  return markdown::escape(markdown::shorten(markdown::one_line(project), kNameCharacters));
}

std::string issue_line(const delivery::DigestIssue& issue, std::string_view title, std::string_view link,
                       const std::string& project) {
  std::string line = "- ";
  line += issue.level == Level::unknown ? std::string{} : "**" + std::string(to_string(issue.level)) + "** ";
  line += issue.novelty == delivery::Novelty::first ? "🆕 " : "";
  const std::string escaped = markdown::escape(title);
  line += link.empty() ? escaped : "[" + escaped + "](" + std::string(link) + ")";
  line += times(issue.alerts);
  return project.empty() ? line : line + " · " + project;
}

// With as much of the title as fits; a link that leaves no room for a title is left out.
std::string fitted(const delivery::DigestIssue& issue) {
  constexpr std::size_t kLeastTitle = 20;
  const std::string title = markdown::shorten(markdown::one_line(issue.title), kTitleCharacters);
  const std::string project = name_of(issue.project);
  std::string link = markdown::link_target(issue.link);
  const auto line = [&](std::size_t characters) {
    return issue_line(issue, markdown::shorten(title, characters), link, project);
  };
  const auto fits = [&](std::size_t characters) { return json_bytes(line(characters)) <= kIssueLineBytes; };
  if (!fits(std::min(kLeastTitle, utf8::count_characters(title)))) {
    link.clear();
  }
  std::size_t enough = 1;
  for (std::size_t too_many = kTitleCharacters + 1; too_many - enough > 1;) {
    const std::size_t middle = enough + (too_many - enough) / 2;
    (fits(middle) ? enough : too_many) = middle;
  }
  return line(enough);
}

std::string project_line(const delivery::DigestProject& project, Language language) {
  const std::string name = name_of(project.project);
  const std::string counts = digest_counts(project.issues, project.alerts, language);
  const std::string target = markdown::link_target(project.link);
  const std::string shown = name.empty() ? std::string(phrase(Phrase::not_known, language)) : name;
  const std::string linked = "- 📦 [" + shown + "](" + target + "): " + counts;
  return target.empty() || json_bytes(linked) > kProjectLineBytes ? "- 📦 " + shown + ": " + counts : linked;
}

std::string level_line(const delivery::DigestLevel& level, Language language) {
  return "- **" + std::string(to_string(level.level)) + "**: " + alert_count(level.alerts, language);
}

void add(std::string& list, const std::string& line) { list += (list.empty() ? "" : "\n") + line; }

void add(std::string& list, const std::vector<delivery::DigestLevel>& levels, Language language) {
  for (const delivery::DigestLevel& level : levels) {
    add(list, level_line(level, language));
  }
}

std::string full_list(const Digest& digest, Language language) {
  std::string list;
  for (const delivery::DigestIssue& issue : digest.issues) {
    add(list, fitted(issue));
  }
  for (const delivery::DigestProject& project : digest.projects) {
    add(list, project_line(project, language));
  }
  add(list, digest.levels, language);
  return list;
}

std::string counts_only(const Digest& digest, Language language) {
  std::string list;
  add(list, digest.totals, language);
  return list + "\n\n" + std::string(phrase(Phrase::refused_note, language));
}

}  // namespace

Message lay_out_digest(const Digest& digest, const Robot& robot, const RenderOptions& options) {
  const Language language = options.language;
  const bool in_full = options.form == delivery::Form::full;
  const std::string title = digest_title(digest.alerts, language);
  const std::string when = options.zone.format(digest.first) + " – " + options.zone.format(digest.last);
  Message message;
  message.title = banner({}, title, robot.keyword);
  message.text = markdown::join({
      heading(title, robot.keyword, kTitleCharacters),
      notes_of(options),
      when + "  \n" + std::string(phrase(Phrase::digest_note, language)),
      in_full ? full_list(digest, language) : counts_only(digest, language),
      mentions(robot, language),
  });
  return message;
}

}  // namespace relay::dingtalk
