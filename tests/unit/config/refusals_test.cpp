// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/config/fake_world.hpp"

namespace relay::config {
namespace {

using test::Lines;

struct Case {
  std::string yaml;
  Lines problems;
};

void expect_problems(const std::vector<Case>& cases) {
  const test::FakeWorld world{.files = {{"/bad.pem", "nothing"}, {"/empty", "\n"}}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.yaml);
    const bool whole = c.yaml.find("sources:") != std::string::npos;
    EXPECT_EQ(test::problems_of(whole ? c.yaml : c.yaml + std::string(test::kSource), world), c.problems);
  }
}

// A robots entry that is right but for `line`, which stands in line 4.
std::string robot(const std::string& line) { return "robots:\n  - name: ops\n    access_token: abc\n    " + line; }

std::string source(const std::string& line) {
  return "sources:\n  - name: main\n    client_secrets: [aaaa]\n    " + line;
}

TEST(Refusals, Syntax) {
  expect_problems({
      {"a: [1", {"relay.yaml:2:8: YAML: end of sequence flow not found"}},
      {"robots:\n  - secret: -",
       {"relay.yaml:2:13: YAML: a list may not begin here; a lone - must stand in quotes: \"-\""}},
      {"server:\n\tlisten: 80",
       {"relay.yaml:2:8: YAML: a : may not stand here: look at the indentation, or put a text that holds \": \" in "
        "quotes"}},
      {"robots:\n  - keyword: @all",
       {"relay.yaml:2:14: YAML: a text that begins with @, ` or %, or that holds ? between { and }, must stand in "
        "quotes"}},
      {"language: *tongue",
       {"relay.yaml:1:11: YAML: anchors (&) and aliases (*) are not supported; a text that begins with * must stand in "
        "quotes"}},
      {"language: &tongue en", {"relay.yaml:1:11: anchors (&) and aliases (*) are not supported: write the value out"}},
      {"language: !secret en",
       {"relay.yaml:1:11: tags (!) are not supported; a text that begins with ! must stand in quotes"}},
      {"language: en\n---\nlanguage: zh",
       {"relay.yaml:2:1: a second document begins here; the file must be one mapping (key: value)"}},
      {"language: en\n  timezone: UTC",
       {"relay.yaml:2:11: YAML: a : may not stand here: look at the indentation, or put a text that holds \": \" in "
        "quotes"}},
      {", language: en", {"relay.yaml:1:1: a second document begins here; the file must be one mapping (key: value)"}},
      {"? [a]\n: b", {"relay.yaml:1:3: a key must be a plain word"}},
      {"language: e\x04n", {"relay.yaml:1:12: a control character stands here"}},
      {"# ok\nlanguage: \xff", {"relay.yaml:2:1: this line is not valid UTF-8"}},
      {std::string((1U << 20U) + 1, '#'), {"relay.yaml:1:1: the file is larger than 1 MiB"}},
  });
}

TEST(Refusals, DeepNesting) {
  const Lines problems = test::problems_of(std::string(100'000, '['));
  EXPECT_THAT(problems, testing::ElementsAre(testing::EndsWith("YAML: nested too deeply")));
}

TEST(Refusals, Keys) {
  expect_problems({
      {"languge: en", {"relay.yaml:1:1: languge: unknown key: did you mean `language`?"}},
      {"Language: en", {"relay.yaml:1:1: Language: unknown key: did you mean `language`?"}},
      {"server: {listn: 80}", {"relay.yaml:1:10: server.listn: unknown key: did you mean `listen`?"}},
      {"admin: {max_body: 80}", {"relay.yaml:1:9: admin.max_body: unknown key: known here are listen"}},
      {"spool: {max-age: 1h}", {"relay.yaml:1:9: spool.max-age: unknown key: did you mean `max_age`?"}},
      {"kinds: {isue: count}", {"relay.yaml:1:9: kinds.isue: unknown key: did you mean `issue`?"}},
      {"dingtalk: {access_tokens: a}",
       {"relay.yaml:1:12: dingtalk.access_tokens: unknown key: did you mean `access_token`?"}},
      {robot("key: Sentry"), {"relay.yaml:4:5: robots[0].key: unknown key: did you mean `keyword`?"}},
      {source("client_secret: a"),
       {"relay.yaml:4:5: sources[0].client_secret: unknown key: did you mean `client_secrets`?"}},
      {"language: en\nlanguage: zh", {"relay.yaml:2:1: language: stands twice: first in line 1"}},
      {robot("name: other"), {"relay.yaml:4:5: robots[0].name: stands twice: first in line 2"}},
      {"<<: {a: b}",
       {"relay.yaml:1:1: this is no key (not shown, it may be a secret): does a line of a text block lack its "
        "indentation?"}},
  });
}

TEST(Refusals, Types) {
  expect_problems({
      {"- a\n- b\n#sources:",
       {"relay.yaml:1:1: a mapping (key: value) is expected",
        "relay.yaml:1:1: sources: no sender is configured: set SENTRY_CLIENT_SECRET to the client secret of "
        "Sentry's integration (or SENTRY_URL_TOKEN for its legacy WebHooks plugin), or name one under sources "
        "in the file"}},
      {"server: 8090", {"relay.yaml:1:9: server: a mapping (key: value) is expected"}},
      {"server: {listen: [a]}", {"relay.yaml:1:18: server.listen: one value is expected, not a list"}},
      {"language: {a: b}", {"relay.yaml:1:11: language: one value is expected, not a mapping"}},
      {"robots: {name: a}", {"relay.yaml:1:9: robots: a list is expected: each entry begins with \"- \""}},
      {"robots: [ops]", {"relay.yaml:1:10: robots[0]: a mapping (key: value) is expected"}},
      {"sources: main", {"relay.yaml:1:10: sources: a list is expected: each entry begins with \"- \""}},
      {"sources: [main]", {"relay.yaml:1:11: sources[0]: a mapping (key: value) is expected"}},
      {robot("at_mobiles: {a: b}"), {"relay.yaml:4:17: robots[0].at_mobiles: a list of strings is expected"}},
      {robot("at_mobiles: [[1]]"), {"relay.yaml:4:17: robots[0].at_mobiles: a list of strings is expected"}},
      {robot("at_all: maybe"), {"relay.yaml:4:13: robots[0].at_all: true or false is expected"}},
      {"sources: [{name: main, client_secrets: aaaa}]",
       {"relay.yaml:1:40: sources[0].client_secrets: a list of secrets is expected: each a string, {file: path}, {env: "
        "NAME} or {credential: NAME}"}},
  });
}

TEST(Refusals, General) {
  expect_problems({
      {"language: de", {"relay.yaml:1:11: language: en or zh is expected"}},
      {"timezone: Peking", {"relay.yaml:1:11: timezone: no time zone \"Peking\" in the tz database"}},
      {"proxy: proxy:3128", {"relay.yaml:1:8: proxy: URL must begin with https:// or http://"}},
      {"proxy: https://proxy.example.com",
       {"relay.yaml:1:8: proxy: http://host:port is expected, with user:password@ before the host if needed"}},
      {"proxy: http://proxy.example.com/x",
       {"relay.yaml:1:8: proxy: http://host:port is expected, with user:password@ before the host if needed"}},
      {"ca_file: /none.pem", {"relay.yaml:1:10: ca_file: the file cannot be read: No such file or directory"}},
      {"ca_file: /bad.pem", {"relay.yaml:1:10: ca_file: the file holds no certificate in PEM form"}},
      {"deadline: 500ms",
       {"relay.yaml:1:11: deadline: a duration with its unit is expected, such as 10s, 30m, 72h or 7d"}},
      {"deadline: 2m", {"relay.yaml:1:11: deadline: must be from 1s to 1m"}},
      {"deadline: 0", {"relay.yaml:1:11: deadline: must be from 1s to 1m"}},
      {"dedup_window: 25h", {"relay.yaml:1:15: dedup_window: must be from 0 to 1d"}},
      {"kinds: {issue: hide}", {"relay.yaml:1:16: kinds.issue: show or count is expected"}},
      {"language: \"e\\nn\"", {"relay.yaml:1:11: language: holds a control character or a line end"}},
  });
}

TEST(Refusals, Listeners) {
  const std::string address =
      "an IP address (IPv6 in brackets) or localhost is expected before the port, such as 0.0.0.0:8090";
  const std::string port = "an address and a port are expected, such as 0.0.0.0:8090 or [::]:8090";
  expect_problems({
      {"server: {listen: relay.example.com:80}", {"relay.yaml:1:18: server.listen: " + address}},
      {"server: {listen: \"::1:80\"}", {"relay.yaml:1:18: server.listen: " + address}},
      {"server: {listen: \"127.0.0.1\"}", {"relay.yaml:1:18: server.listen: " + port}},
      {"server: {listen: \"0.0.0.0:70000\"}", {"relay.yaml:1:18: server.listen: " + port}},
      {"admin: {listen: \"1:\"}", {"relay.yaml:1:17: admin.listen: " + port}},
      {"admin: {listen: \"127.0.0.1:8090\"}",
       {"relay.yaml:1:17: admin.listen: server.listen and admin.listen have the same port: each needs its own"}},
      {"server: {listen: 8091}",
       {"relay.yaml:1:18: server.listen: server.listen and admin.listen have the same port: each needs its own"}},
      {"server: {max_body: 1MiB}", {"relay.yaml:1:20: server.max_body: must be from 2MiB to 64MiB"}},
      {"server: {max_body: 8 mb}",
       {"relay.yaml:1:20: server.max_body: a size is expected, such as 512MiB, 1GiB, 100MB or a number of bytes"}},
  });
}

TEST(Refusals, Spool) {
  expect_problems({
      {"spool: {path: /var/lib/}", {"relay.yaml:1:15: spool.path: the path of a file is expected"}},
      {"spool: {path: \"\"}", {"relay.yaml:1:15: spool.path: the path of a file is expected"}},
      {"spool: {max_age: 31d}", {"relay.yaml:1:18: spool.max_age: must be from 1s to 30d"}},
      {"spool: {max_age: 72}",
       {"relay.yaml:1:18: spool.max_age: a duration with its unit is expected, such as 10s, 30m, 72h or 7d"}},
      {"spool: {max_age: 99999999999999999999d}",
       {"relay.yaml:1:18: spool.max_age: a duration with its unit is expected, such as 10s, 30m, 72h or 7d"}},
      {"spool: {dead_letters: 0}", {"relay.yaml:1:23: spool.dead_letters: must be from 1m to 365d"}},
      {"spool: {retention: 0}", {"relay.yaml:1:20: spool.retention: must be from 1m to 365d"}},
      {"spool: {max_bytes: 1000}", {"relay.yaml:1:20: spool.max_bytes: must be from 1MiB to 1TiB"}},
      {"spool: {keep_payloads: -1h}",
       {"relay.yaml:1:24: spool.keep_payloads: a duration with its unit is expected, such as 10s, 30m, 72h or 7d"}},
  });
}

TEST(Refusals, Sources) {
  const std::string name =
      "a name of a-z, 0-9, - and _ is expected, at most 64 characters, the first a letter or digit";
  const std::string proof =
      "neither client_secrets nor url_token is set, so that anybody could send alerts; if that is meant, say "
      "allow_unauthenticated: true";
  expect_problems({
      {"sources: [{client_secrets: [a]}]", {"relay.yaml:1:11: sources[0].name: is missing"}},
      {"sources: [{name: Main, client_secrets: [a]}]", {"relay.yaml:1:18: sources[0].name: " + name}},
      {"sources: [{name: -a, client_secrets: [a]}]", {"relay.yaml:1:18: sources[0].name: " + name}},
      {"sources: [{name: a/b, client_secrets: [a]}]", {"relay.yaml:1:18: sources[0].name: " + name}},
      {"sources: [{name: " + std::string(65, 'a') + ", client_secrets: [a]}]",
       {"relay.yaml:1:18: sources[0].name: " + name}},
      {"sources:\n  - {name: a, client_secrets: [a]}\n  - {name: a, client_secrets: [b]}",
       {"relay.yaml:3:12: sources[1].name: \"a\" is the name of sources[0].name too"}},
      {"sources: [{name: main}]", {"relay.yaml:1:11: sources[0]: " + proof}},
      {"sources: [{name: main, client_secrets: []}]", {"relay.yaml:1:11: sources[0]: " + proof}},
      {"sources: [{name: main, client_secrets: }]", {"relay.yaml:1:11: sources[0]: " + proof}},
      {"sources: [{name: main, client_secrets: [\"\"]}]",
       {"relay.yaml:1:41: sources[0].client_secrets[0]: the client secret is empty"}},
      {"sources: [{name: main, client_secrets: [\"a\\nb\"]}]",
       {"relay.yaml:1:41: sources[0].client_secrets[0]: the client secret holds a control character or a line end"}},
      {"sources: [{name: main, client_secrets: [a, {file: /none}]}]",
       {"relay.yaml:1:51: sources[0].client_secrets[1].file: the file /none cannot be read: No such file or "
        "directory"}},
      {"sources: [{name: main, client_secrets: [{file: /empty}]}]",
       {"relay.yaml:1:48: sources[0].client_secrets[0].file: the file /empty is empty"}},
      {"sources: [{name: main, client_secrets: [{env: NONE}]}]",
       {"relay.yaml:1:47: sources[0].client_secrets[0].env: the environment variable NONE is not set"}},
      {"sources: [{name: main, client_secrets: [{credential: a}]}]",
       {"relay.yaml:1:54: sources[0].client_secrets[0].credential: there are no credentials: systemd passes them by "
        "LoadCredential="}},
      {"sources: [{name: main, client_secrets: [{credential: ../a}]}]",
       {"relay.yaml:1:54: sources[0].client_secrets[0].credential: this is no name of a credential: "
        "LoadCredential=NAME:/path in the unit names it"}},
      {"sources: [{name: main, client_secrets: [{path: /x}]}]",
       {"relay.yaml:1:41: sources[0].client_secrets[0]: a secret is expected: a string, {file: path}, {env: NAME} or "
        "{credential: NAME}"}},
      {"sources: [{name: main, url_token: {file: /a, env: B}}]",
       {"relay.yaml:1:35: sources[0].url_token: a secret is expected: a string, {file: path}, {env: NAME} or "
        "{credential: NAME}"}},
      {"sources: [{name: main, url_token: 1234567890123456789}]",
       {"relay.yaml:1:35: sources[0].url_token: too short to be a proof: at least 20 characters, such as openssl rand "
        "-hex 20 gives"}},
      {"sources: [{name: main, url_token: 1234567890/123456789}]",
       {"relay.yaml:1:35: sources[0].url_token: only A-Z, a-z, 0-9 and - . _ ~ may stand in an address"}},
      {source("base_url: sentry.example.com"), {"relay.yaml:4:15: sources[0].base_url: not an absolute URL"}},
      {source("base_url: https://a:b@sentry.example.com"),
       {"relay.yaml:4:15: sources[0].base_url: the address of Sentry alone is expected, such as "
        "https://sentry.example.com"}},
      {source("base_url: https://sentry.example.com/?a=b"),
       {"relay.yaml:4:15: sources[0].base_url: the address of Sentry alone is expected, such as "
        "https://sentry.example.com"}},
      {source("organization: Acme Inc"),
       {"relay.yaml:4:19: sources[0].organization: the organization's short name (slug) is expected: letters, digits, "
        "- "
        "and _, at most 64 characters"}},
      {source("allow_unauthenticated: 2"),
       {"relay.yaml:4:28: sources[0].allow_unauthenticated: true or false is expected"}},
  });
}

TEST(Refusals, Robots) {
  const std::string name =
      "a name of a-z, 0-9, - and _ is expected, at most 64 characters, the first a letter or digit";
  const auto token = [](const std::string& text) { return "robots:\n  - name: ops\n    access_token: " + text; };
  expect_problems({
      {"robots: [{access_token: abc}]", {"relay.yaml:1:10: robots[0].name: is missing"}},
      {"robots: [{name: ops}]", {"relay.yaml:1:10: robots[0].access_token: is missing"}},
      {"robots: [{name: o p, access_token: abc}]", {"relay.yaml:1:17: robots[0].name: " + name}},
      {"robots:\n  - {name: a, access_token: abc}\n  - {name: a, access_token: abd}",
       {
           "relay.yaml:3:12: robots[1].name: \"a\" is the name of robots[0].name too",
       }},
      {token("\"\""), {"relay.yaml:3:19: robots[0].access_token: the access token is empty"}},
      {token("a b"),
       {"relay.yaml:3:19: robots[0].access_token: the access token holds a character that no token has (a space, a "
        "letter that is not ASCII); one token is one line"}},
      {token("\"a\\nb\""), {"relay.yaml:3:19: robots[0].access_token: holds a control character or a line end"}},
      {token("[a]"),
       {"relay.yaml:3:19: robots[0].access_token: a secret is expected: a string, {file: path}, {env: NAME} or "
        "{credential: NAME}"}},
      {token("oapi.dingtalk.com/robot/send?access_token=abc"),
       {"relay.yaml:3:19: robots[0].access_token: neither a token nor a whole webhook URL: paste it from https:// on, "
        "or "
        "only what follows access_token="}},
      {token("https://oapi.dingtalk.com/robot/send"),
       {"relay.yaml:3:19: robots[0].access_token: this URL has no access_token: paste the whole webhook, "
        "…/robot/send?access_token=…"}},
      {token("https://oapi.dingtalk.com/robot/sendBySession?session=abc"),
       {"relay.yaml:3:19: robots[0].access_token: this is the answer address of one conversation (sendBySession), "
        "which "
        "expires; add a custom robot to the group and paste its webhook, …/robot/send?access_token=…"}},
      {token("https://a:b@oapi.dingtalk.com/robot/send?access_token=abc"),
       {"relay.yaml:3:19: robots[0].access_token: a user name or password in the URL is not supported"}},
      {robot("endpoint: oapi.dingtalk.com"), {"relay.yaml:4:15: robots[0].endpoint: not an absolute URL"}},
      {robot("endpoint: https://oapi.dingtalk.com/robot/send?access_token=abc"),
       {"relay.yaml:4:15: robots[0].endpoint: holds an access_token: write the whole webhook URL under access_token "
        "instead"}},
      {robot("endpoint: https://oapi.dingtalk.com/robot/sendBySession?session=abc"),
       {"relay.yaml:4:15: robots[0].endpoint: this is the answer address of one conversation (sendBySession), which "
        "expires; add a custom robot to the group and paste its webhook, …/robot/send?access_token=…"}},
      {robot("secret: \"SEC a\""),
       {"relay.yaml:4:13: robots[0].secret: the secret holds a character that no secret has (a space, a letter that is "
        "not ASCII)"}},
      {robot("keyword: <b>"),
       {"relay.yaml:4:14: robots[0].keyword: a keyword with < or > cannot be shown by DingTalk: choose another"}},
      {robot("keyword: " + std::string(65, 'k')),
       {"relay.yaml:4:14: robots[0].keyword: a keyword has at most 64 characters"}},
      {robot("at_mobiles: [\"13800000000\", bob]"),
       {"relay.yaml:4:33: robots[0].at_mobiles[1]: \"bob\" is no mobile number: 13800000000 or, of another country, "
        "+1-2025550123 is expected, with commas between several"}},
      {robot("max_per_minute: 21"),
       {"relay.yaml:4:21: robots[0].max_per_minute: a whole number from 1 to 20 is expected"}},
      {robot("max_per_minute: 0"),
       {"relay.yaml:4:21: robots[0].max_per_minute: a whole number from 1 to 20 is expected"}},
      {robot("fallback: ops"), {"relay.yaml:4:15: robots[0].fallback: is the robot itself: name another one"}},
      {robot("fallback: nobody"), {"relay.yaml:4:15: robots[0].fallback: there is no robot \"nobody\""}},
      {robot("fallback: b") +
           "\n  - {name: b, access_token: b, fallback: c}\n  - {name: c, access_token: c, fallback: b}",
       {"relay.yaml:5:42: robots[1].fallback: leads back to this robot: copies would go round in a circle",
        "relay.yaml:6:42: robots[2].fallback: leads back to this robot: copies would go round in a circle"}},
      {robot("repeat_interval: 25h"), {"relay.yaml:4:22: robots[0].repeat_interval: must be from 0 to 1d"}},
      {robot("secret: SECa") + "\n  - {name: b, access_token: abc, secret: SECb}",
       {"relay.yaml:5:5: robots[1]: the same robot as robots[0] (host and token), but another secret"}},
  });
}

TEST(Refusals, PluginForm) {
  expect_problems({
      {"dingtalk:\n  access_token: |\n    aaa\n    bbb\n  secret: |\n    SEC1\n    SEC2\n    SEC3\n",
       {"relay.yaml:5:11: dingtalk.secret: line 3: a secret without a token: access_token has 2 tokens"}},
      {"dingtalk: {access_token: aaa, secret: \"SEC1\\n-\"}",
       {"relay.yaml:1:39: dingtalk.secret: line 2: a secret without a token: access_token has 1 token"}},
      {"dingtalk: {secret: SEC1}",
       {"relay.yaml:1:20: dingtalk.secret: a secret without a token: access_token has 0 tokens"}},
      {"dingtalk: {access_token: \"aaa,bbb\", secret: \"SEC1\\nSE C\"}",
       {"relay.yaml:1:45: dingtalk.secret: line 2: a secret without a token: access_token has 1 token"}},
      {"dingtalk: {access_token: \"aaa\\nhttps://oapi.dingtalk.com/robot/send\"}",
       {"relay.yaml:1:26: dingtalk.access_token: line 2: this URL has no access_token: paste the whole webhook, "
        "…/robot/send?access_token=…"}},
      {"dingtalk: {access_token: {env: NONE}, secret: SEC1}",
       {"relay.yaml:1:32: dingtalk.access_token.env: the environment variable NONE is not set"}},
      {"dingtalk: {access_token: aaa, custom_keyword: \"a>b\"}",
       {"relay.yaml:1:47: dingtalk.custom_keyword: a keyword with < or > cannot be shown by DingTalk: choose another"}},
      {"dingtalk: {access_token: aaa, is_at_all: 2}",
       {"relay.yaml:1:42: dingtalk.is_at_all: true or false is expected"}},
      {"dingtalk: {access_token: aaa, at_mobiles: 13800000000 13900000000}",
       {"relay.yaml:1:43: dingtalk.at_mobiles: \"13800000000 13900000000\" is no mobile number: 13800000000 or, of "
        "another country, +1-2025550123 is expected, with commas between several"}},
      {"robots: [{name: a, access_token: aaa, secret: SEC1}]\ndingtalk: {access_token: aaa, secret: SEC2}",
       {"relay.yaml:2:26: dingtalk.access_token: the same robot as robots[0] (host and token), but another secret"}},
  });
}

TEST(Refusals, EveryProblemAtOnceInTheOrderOfTheFile) {
  EXPECT_EQ(
      test::problems_of("robots:\n  - name: a\nlanguage: de\nsources:\n  - client_secrets: [a]\n    nam: b\n"
                        "spool:\n  max_age: 1\n"),
      (Lines{"relay.yaml:2:5: robots[0].access_token: is missing", "relay.yaml:3:11: language: en or zh is expected",
             "relay.yaml:5:5: sources[0].name: is missing",
             "relay.yaml:6:5: sources[0].nam: unknown key: did you mean `name`?",
             "relay.yaml:8:12: spool.max_age: a duration with its unit is expected, such as 10s, 30m, 72h or 7d"}));
}

}  // namespace
}  // namespace relay::config
