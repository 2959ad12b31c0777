// SPDX-License-Identifier: MIT
#include "emulator/security.hpp"

#include <gtest/gtest.h>

#include "unit/emulator/desk.hpp"

namespace relay::emulator {
namespace {

using namespace std::chrono_literals;
using test::kSecret;

constexpr WallTime kSigned{Milliseconds{1'700'000'000'000}};
// Vector 1 of the dossier.
const std::string kQuery =
    "access_token=t&timestamp=1700000000000&sign=bTgY2yDbep%2BwesS7jKiNj%2BsrsHoADES4%2BC4f8LCHFtU%3D";
const EmulatedRobot kRobot{"r", "t", kSecret, {}, {}};

std::string body_of(const std::optional<Refusal>& refusal) { return refusal ? refusal->response.body : ""; }

std::string signature(std::string_view query, WallTime now = kSigned) {
  return body_of(check_signature(kRobot, query, now, Wording::current));
}

const std::string kMismatch =
    R"({"errcode":310000,"errmsg":"description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳必须都放在调用的网址中，)"
    R"(请确认机器人的密钥加密和填写正确;link:请参考本接口对应文档获得具体要求，或者在https://open.dingtalk.com/document/  搜索相关文档;"})";
const std::string kInvalidTimestamp = R"({"errcode":310000,"errmsg":"invalid timestamp"})";

TEST(Signature, AcceptsTheVector) { EXPECT_EQ(signature(kQuery), ""); }

TEST(Signature, RefusesByteForByte) {
  const std::string at = "timestamp=1700000000000&sign=";
  struct Case {
    std::string query;
    std::string answer;
  };
  const Case cases[] = {
      {"access_token=t", kMismatch},
      {"timestamp=1700000000000", kMismatch},
      {"sign=x", kMismatch},
      {at + "wrong", kMismatch},
      {at + "bTgY2yDbep+wesS7jKiNj+srsHoADES4+C4f8LCHFtU=", kMismatch},                  // not percent-encoded
      {at + "bTgY2yDbep%252BwesS7jKiNj%252BsrsHoADES4%252BC4f8LCHFtU%253D", kMismatch},  // twice
      {at + "zjcS4Uf2JF9rJVUw7CFZJNfBXOoGssw27WLlZR1veco%3D", kMismatch},                // literal backslash-n
      {at + "U4%2FuMbQGkFXUPwlbrhkzTLlupB%2BlyfhwiTV2bGgNuGM%3D", kMismatch},            // Feishu's scheme
      {"timestamp=1700000000&sign=x", kInvalidTimestamp},                                // seconds
      {"timestamp=17000x&sign=x", kInvalidTimestamp},
      {"timestamp=-1700000000000&sign=x", kInvalidTimestamp},
      {"timestamp=99999999999999999999&sign=x", kInvalidTimestamp},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.query);
    EXPECT_EQ(signature(c.query), c.answer);
  }
}

TEST(Signature, HoldsForAnHourEitherWay) {
  EXPECT_EQ(signature(kQuery, kSigned + 3'600'000ms), "");
  EXPECT_EQ(signature(kQuery, kSigned - 3'600'000ms), "");
  EXPECT_EQ(signature(kQuery, kSigned + 3'600'001ms), kInvalidTimestamp);
  EXPECT_EQ(signature(kQuery, kSigned - 3'600'001ms), kInvalidTimestamp);
}

TEST(Signature, OldWordingIsShort) {
  EXPECT_EQ(body_of(check_signature(kRobot, "", kSigned, Wording::legacy)),
            R"({"errcode":310000,"errmsg":"sign not match"})");
}

TEST(Signature, UnsignedRobotAsksForNothing) {
  EXPECT_FALSE(check_signature({"r", "t", "", {}, {}}, "", kSigned, Wording::current));
}

TEST(Keyword, TitleOrTextIsEnough) {
  const EmulatedRobot robot{"r", "t", "", {"告警", "a_b"}, {}};
  struct Case {
    std::string title;
    std::string text;
    bool found;
  };
  for (const Case& c : {Case{"告警", "x", true}, Case{"x", "see a_b", true}, Case{"A_B", "a\\_b", false}}) {
    SCOPED_TRACE(c.title);
    Message message;
    message.title = c.title;
    message.text = c.text;
    EXPECT_EQ(!check_keyword(robot, message, Wording::current).has_value(), c.found);
  }
}

TEST(Keyword, RefusesByteForByte) {
  const EmulatedRobot robot{"r", "t", "", {"告警"}, {}};
  EXPECT_EQ(
      body_of(check_keyword(robot, {}, Wording::current)),
      R"({"errcode":310000,"errmsg":"description:关键词不匹配;solution:请联系群管理员查看此机器人的关键词，并在发送的信息中包含此关键词;"})");
  EXPECT_EQ(body_of(check_keyword(robot, {}, Wording::documented)),
            R"({"errcode":310000,"errmsg":"keywords not in content"})");
}

TEST(Address, AllowsAddressesAndRanges) {
  const std::vector<std::string> allowed{"192.0.2.7", "10.1.0.0/16", "nonsense"};
  EXPECT_TRUE(address_allowed(allowed, "192.0.2.7"));
  EXPECT_TRUE(address_allowed(allowed, "10.1.255.1"));
  EXPECT_TRUE(address_allowed(allowed, "::ffff:10.1.2.3"));
  EXPECT_FALSE(address_allowed(allowed, "10.2.0.1"));
  EXPECT_FALSE(address_allowed(allowed, "::1"));
  EXPECT_FALSE(address_allowed(allowed, ""));
}

TEST(Address, RefusesByteForByte) {
  const EmulatedRobot robot{"r", "t", "", {}, {"10.0.0.0/8"}};
  EXPECT_EQ(
      body_of(check_address(robot, "127.0.0.1", Wording::current)),
      R"({"errcode":310000,"errmsg":"description:ip 不在白名单中;solution:请联系对应群的管理员，设置机器人安全ip地址段"})");
  EXPECT_EQ(body_of(check_address(robot, "127.0.0.1", Wording::legacy)),
            R"({"errcode":310000,"errmsg":"ip 127.0.0.1 not in whitelist"})");
}

TEST(FormValue, ReadsPlusAsSpace) { EXPECT_EQ(form_value("a=1&sign=x+y%2Bz", "sign"), "x y+z"); }

}  // namespace
}  // namespace relay::emulator
