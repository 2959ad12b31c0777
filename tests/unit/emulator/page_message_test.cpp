// SPDX-License-Identifier: MIT
#include "emulator/page_message.hpp"

#include <gtest/gtest.h>

namespace relay::emulator {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TranscriptEntry shown_entry(const std::string& text) {
  TranscriptEntry entry{};
  entry.number = 7;
  entry.robot = "ops";
  entry.title = "the title";
  entry.text = text;
  entry.msg_type = "markdown";
  entry.status = 200;
  entry.answer = R"({"errcode":0,"errmsg":"ok"})";
  entry.shown = true;
  return entry;
}

std::string on_pc(const TranscriptEntry& entry) { return message_html(entry, Client::pc, TimeZone::utc()); }
std::string on_phone(const TranscriptEntry& entry) { return message_html(entry, Client::phone, TimeZone::utc()); }

TEST(PageMessage, ShowsWhoWhenAndWhat) {
  const std::string html = on_pc(shown_entry("### boom"));
  EXPECT_THAT(html, HasSubstr("<b>ops</b>"));
  EXPECT_THAT(html, HasSubstr("<time>00:00:00</time>"));
  EXPECT_THAT(html, HasSubstr("<h3>boom</h3>"));
  EXPECT_THAT(html, HasSubstr("已显示 shown"));
  EXPECT_THAT(html, HasSubstr("id=\"m7\""));
}

TEST(PageMessage, TitleIsInThePushBannerOnly) {
  EXPECT_THAT(on_pc(shown_entry("x")), Not(HasSubstr("the title")));
  EXPECT_THAT(on_phone(shown_entry("x")), HasSubstr("the title"));
}

TEST(PageMessage, PhoneIsBlankForRawHtmlAndBothSayWhy) {
  const auto entry = shown_entry("in <module> now");
  EXPECT_THAT(on_phone(entry), HasSubstr("<div class=\"bubble blank\"></div>"));
  EXPECT_THAT(on_phone(entry), HasSubstr("手机上整条空白"));
  EXPECT_THAT(on_pc(entry), HasSubstr("<p>in  now</p>"));
  EXPECT_THAT(on_pc(entry), HasSubstr("手机上整条空白"));
}

TEST(PageMessage, RefusedOneSaysWhyInBothLanguages) {
  auto entry = shown_entry("x");
  entry.shown = false;
  entry.answer = R"({"errcode":310000,"errmsg":"sign not match"})";
  entry.reason = "wrong signature";
  entry.reason_zh = "签名不匹配";
  const std::string html = on_pc(entry);
  EXPECT_THAT(html, HasSubstr("class=\"message refused\""));
  EXPECT_THAT(html, HasSubstr("refused · 310000"));
  EXPECT_THAT(html, HasSubstr("wrong signature"));
  EXPECT_THAT(html, HasSubstr("签名不匹配"));
}

TEST(PageMessage, DuplicateIsNotDrawnAgain) {
  auto entry = shown_entry("secret sauce");
  entry.shown = false;
  entry.duplicate = true;
  EXPECT_THAT(on_pc(entry), HasSubstr("class=\"message duplicate\""));
  EXPECT_THAT(on_pc(entry), Not(HasSubstr("secret sauce")));
}

TEST(PageMessage, TellsWhoIsNotified) {
  auto entry = shown_entry("hello @13800000000");
  entry.at_mobiles = {"13800000000", "13900000000"};
  EXPECT_THAT(on_pc(entry), HasSubstr("notifies @13800000000"));
  EXPECT_THAT(on_pc(entry), HasSubstr("nobody is notified: @13900000000"));
}

TEST(PageMessage, EscapesEverythingForeign) {
  auto entry = shown_entry("<script>alert(1)</script>");
  entry.robot = "<script>";
  entry.title = "<script>";
  entry.body = "<script>";
  entry.answer = "<script>";
  entry.at_mobiles = {"<script>"};
  EXPECT_THAT(on_pc(entry), Not(HasSubstr("<script")));
  EXPECT_THAT(on_phone(entry), Not(HasSubstr("<script")));
  entry.shown = false;
  entry.reason = "<script>";
  entry.reason_zh = "<script>";
  EXPECT_THAT(on_pc(entry), Not(HasSubstr("<script")));
  entry.msg_type = "";
  EXPECT_THAT(on_pc(entry), Not(HasSubstr("<script")));
}

TEST(PageMessage, TextMessageKeepsItsLines) {
  auto entry = shown_entry("one\ntwo <b>");
  entry.msg_type = "text";
  EXPECT_THAT(on_pc(entry), HasSubstr("<div class=\"plain\">one\ntwo &lt;b&gt;</div>"));
}

TEST(PageMessage, AvatarIsTheFirstCharacter) {
  EXPECT_THAT(avatar_html("ops"), HasSubstr(">O<"));
  EXPECT_THAT(avatar_html("值班"), HasSubstr(">值<"));
  EXPECT_THAT(avatar_html(""), HasSubstr(">?<"));
}

TEST(PageMessage, UnknownTokenHasALabel) { EXPECT_EQ(robot_label(""), "未知 unknown"); }

}  // namespace
}  // namespace relay::emulator
