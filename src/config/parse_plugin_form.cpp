// SPDX-License-Identifier: MIT
#include "config/keywords.hpp"
#include "config/parse_sections.hpp"
#include "config/read_secret.hpp"

namespace relay::config {

void parse_plugin_form(const Section& top, const Surroundings& surroundings, Draft& draft, Report& report) {
  const Section section(top.find("dingtalk"), top.origin_of("dingtalk"), kDingtalkKeys, report);
  PluginForm& form = draft.form;
  form.access_token = read_secret(section, "access_token", surroundings, report);
  form.secret = read_secret(section, "secret", surroundings, report);
  form.custom_keyword = section.text("custom_keyword");
  form.at_mobiles = section.one_or_more("at_mobiles");
  form.is_at_all = section.text("is_at_all");
  form.custom_message_enabled = section.text("custom_message_enabled");
  form.custom_message_template = section.block("custom_message_template");
  form.include_keywords = read_keywords(section, "include_keywords");
  form.exclude_keywords = read_keywords(section, "exclude_keywords");
  form.endpoint = section.text("endpoint");
  const bool has_tokens = section.find("access_token") != nullptr;
  form.unreadable = has_tokens && !form.access_token.has_value();
  draft.has_robots = draft.has_robots || has_tokens;
}

}  // namespace relay::config
