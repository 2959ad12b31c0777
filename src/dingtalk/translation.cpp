// SPDX-License-Identifier: MIT
#include "dingtalk/translation.hpp"

#include <algorithm>
#include <array>

namespace relay::dingtalk {
namespace {

using alert::FactName;
using alert::Kind;

struct Term {
  std::string_view en;
  std::string_view zh;
};

constexpr auto kTerms = std::to_array<Term>({
    // what happened
    {"created", "新建"},
    {"triggered", "触发"},
    {"updated", "修改"},
    {"deleted", "删除"},
    {"resolved", "已解决"},
    {"unresolved", "重新打开"},
    {"assigned", "已指派"},
    {"ignored", "已忽略"},
    {"archived", "已归档"},
    {"root cause started", "开始分析根因"},
    {"root cause completed", "根因分析完成"},
    {"solution started", "开始制定修复方案"},
    {"solution completed", "修复方案完成"},
    {"coding started", "开始修改代码"},
    {"coding completed", "代码修改完成"},
    {"iteration started", "开始新一轮修改"},
    {"iteration completed", "新一轮修改完成"},
    {"pull request created", "已创建 Pull Request"},
    {"size analysis completed", "体积分析完成"},
    {"build distribution completed", "构建分发完成"},
    // where it stands
    {"archived until escalating", "已归档，直到事件激增"},
    {"archived until condition met", "已归档，直到满足条件"},
    {"archived forever", "永久归档"},
    {"regressed", "再次出现"},
    {"escalating", "事件激增"},
    {"ongoing", "持续中"},
    {"new", "新问题"},
    {"pending", "待安装"},
    {"installed", "已安装"},
    {"COMPLETED", "完成"},
    {"FAILED", "失败"},
    // how it was resolved
    {"in next release", "下一个版本"},
    {"automatically", "自动解决"},
});

std::string chinese(std::string_view term) {
  const auto* found = std::find_if(kTerms.begin(), kTerms.end(), [=](const Term& known) { return known.en == term; });
  return std::string(found == kTerms.end() ? term : found->zh);
}

std::string chinese_resolution(std::string_view value) {
  for (const Term& head : {Term{"in release ", "版本 "}, Term{"in commit ", "提交 "}}) {
    if (value.starts_with(head.en)) {
      return std::string(head.zh).append(value.substr(head.en.size()));
    }
  }
  return chinese(value);
}

std::string chinese_window(std::string_view value) {
  constexpr std::string_view kMinutes = " min";
  return value.ends_with(kMinutes) ? std::string(value.substr(0, value.size() - kMinutes.size())) + " 分钟"
                                   : std::string(value);
}

// "download 27.0 MiB, install 30.0 MiB"
std::string chinese_size(std::string_view value) {
  std::string text(value);
  for (const Term& word : {Term{"download ", "下载 "}, Term{", ", "，"}, Term{"install ", "安装 "}}) {
    if (const std::size_t at = text.find(word.en); at != std::string::npos) {
      text.replace(at, word.en.size(), word.zh);
    }
  }
  return text;
}

std::string chinese_value(FactName name, std::string_view value) {
  if (name == FactName::action || name == FactName::status) {
    return chinese(value);
  }
  if (name == FactName::resolution) {
    return chinese_resolution(value);
  }
  if (name == FactName::window) {
    return chinese_window(value);
  }
  return name == FactName::size ? chinese_size(value) : std::string(value);
}

std::string chinese_comment(const alert::Alert& alert) {
  std::string title = "评论";
  for (const Term& known : {Term{"created", "新评论"}, Term{"updated", "评论已修改"}, Term{"deleted", "评论已删除"}}) {
    title = alert.action == known.en ? known.zh : title;
  }
  return alert.issue_id.empty() ? title : title + "（问题 " + alert.issue_id + "）";
}

// "Seer: root cause completed", "Shop 7.2.0 (1841): size analysis completed"
std::string chinese_ending(const std::string& title) {
  constexpr std::string_view kColon = ": ";
  const std::size_t colon = title.rfind(kColon);
  if (colon == std::string::npos) {
    return title;
  }
  const std::string ending = title.substr(colon + kColon.size());
  const std::string translated = chinese(ending);
  return translated == ending ? title : title.substr(0, colon) + "：" + translated;
}

std::string chinese_title(const alert::Alert& alert) {
  switch (alert.kind) {
    case Kind::comment:
      return chinese_comment(alert);
    case Kind::analysis:
    case Kind::build:
    case Kind::installation:
      return chinese_ending(alert.title);
    case Kind::event:
    case Kind::issue:
    case Kind::metric:
    case Kind::activity:
    case Kind::notice:
    case Kind::unrecognised:
      return alert.title;
  }
  return alert.title;
}

}  // namespace

std::string value_in(Language language, FactName name, std::string_view value) {
  switch (language) {
    case Language::en:
      return std::string(value);
    case Language::zh:
      return chinese_value(name, value);
  }
  return std::string(value);
}

std::string title_in(Language language, const alert::Alert& alert) {
  switch (language) {
    case Language::en:
      return alert.title;
    case Language::zh:
      return chinese_title(alert);
  }
  return alert.title;
}

}  // namespace relay::dingtalk
