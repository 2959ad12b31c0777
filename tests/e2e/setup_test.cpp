// SPDX-License-Identifier: MIT
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "relay/config/load.hpp"
#include "support/e2e.hpp"
#include "support/terminal_process.hpp"

namespace relay::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kToken = "canary1token80dc91e4d2f0a3b65c7e8d9f0a1b2c3d4e5f60718293a4b5c6d7";
constexpr const char* kSecret = "SECcanary2secret3390d51f4c1e7b8a96d2f0b35e8c7a1940d6b2e5f8a3c7d1";
constexpr const char* kClient = "canary3client5ecretf64hexd1gits0123456789abcdef0123456789abcdef0";

struct Ran {
  int code;
  std::string output;
};

// The program behind a pipe; `shell` is a command line in which $0 is the program and $1 a directory.
Ran run_shell(const std::string& shell, const TempDir& directory) {
  Process process({"/bin/sh", "-c", shell, RELAY_BINARY, directory.path().string()}, {{"LANG", "C.UTF-8"}});
  const int code = process.wait();
  return {code, process.output()};
}

config::Config loaded(const std::string& path, const std::string& client_secret = "") {
  config::Surroundings surroundings = config::real_surroundings();
  surroundings.environment = [client_secret](const std::string& name) {
    return name == "SENTRY_CLIENT_SECRET" && !client_secret.empty() ? std::optional(client_secret) : std::nullopt;
  };
  const auto result = config::load(read_file(path), path, surroundings, {});
  if (result.has_error()) {
    ADD_FAILURE() << testing::PrintToString(result.error().lines) << read_file(path);
    return {};
  }
  EXPECT_THAT(result->warnings, IsEmpty());
  return result->config;
}

unsigned mode_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0);
  return status.st_mode & 07777U;
}

TEST(Init, AsksOnATerminalAndAsksAgainWhatIsWrong) {
  const TempDir directory;
  const std::string path = directory.file("my relay.yaml");
  TerminalProcess init({RELAY_BINARY, "init", "-o", path}, {{"LANG", "en_GB.UTF-8"}});
  init.answer("[en]", "fr");
  init.wait_for("en or zh is expected");
  init.answer("[en]", "en");
  init.answer("Access token or webhook URL", std::string(kToken) + " x");
  init.wait_for("one token is one line");
  init.answer("Access token or webhook URL",
              std::string("https://oapi.dingtalk.com/robot/send?access_token=") + kToken);
  init.answer("Signing secret", kSecret);
  init.answer("Keyword", "a<b");
  init.wait_for("a keyword with < or >");
  init.answer("Keyword", "报警: #1");
  init.answer("Mobile numbers", "12");
  init.wait_for("is no mobile number");
  init.answer("Mobile numbers", "+86 138 0000 0000，13900000000");
  init.answer("Client Secret", kClient);
  init.answer("Address of Sentry", "sentry");
  init.answer("Address of Sentry", "https://sentry.example.com/");
  init.answer("Time zone", "");
  ASSERT_EQ(init.wait(), 0) << init.screen();
  EXPECT_THAT(init.screen(), Not(HasSubstr("canary"))) << "secrets are not echoed";
  EXPECT_THAT(init.screen(), AllOf(HasSubstr("check-config -c '" + path + "'"), HasSubstr("send-test -c '" + path),
                                   HasSubstr("serve -c '" + path)));
  EXPECT_EQ(mode_of(path), 0600U);
  const config::Config config = loaded(path);
  ASSERT_EQ(config.robots.size(), 1U);
  EXPECT_EQ(config.robots[0].name, "robot-1");
  EXPECT_EQ(config.robots[0].access_token.expose(), kToken);
  EXPECT_EQ(config.robots[0].secret.expose(), kSecret);
  EXPECT_EQ(config.robots[0].keyword, "报警: #1");
  EXPECT_THAT(config.robots[0].at_mobiles, ElementsAre("13800000000", "13900000000"));
  EXPECT_EQ(config.sources.at(0).client_secrets.at(0).expose(), kClient);
  EXPECT_EQ(config.sources.at(0).base_url, "https://sentry.example.com");
}

TEST(Init, SpeaksChineseAndOffersShanghai) {
  const TempDir directory;
  TerminalProcess init({RELAY_BINARY, "init", "-o", directory.file("relay.yaml")}, {{"LANG", "zh_CN.UTF-8"}});
  init.answer("消息语言 [zh]", "");
  init.answer("access_token 或 Webhook", kToken);
  init.answer("加签密钥", "");
  init.answer("关键词", "");
  init.answer("手机号", "");
  init.answer("Client Secret", "");
  init.answer("Sentry 的地址", "");
  init.answer("[Asia/Shanghai]", "");
  ASSERT_EQ(init.wait(), 0) << init.screen();
  EXPECT_THAT(init.screen(), AllOf(HasSubstr("接下来"), HasSubstr("待填写")));
  const config::Config config = loaded(directory.file("relay.yaml"), "later");
  EXPECT_EQ(config.language, dingtalk::Language::zh);
  EXPECT_EQ(config.timezone.name(), "Asia/Shanghai");
  EXPECT_EQ(config.sources.at(0).client_secrets.at(0).expose(), "later");
  EXPECT_TRUE(config.robots.at(0).secret.empty());
}

TEST(Init, NeverAsksWhenEverythingIsGiven) {
  const TempDir directory;
  write_file(directory.file("token"), std::string(kToken) + "\n");
  write_file(directory.file("client"), kClient);
  std::filesystem::permissions(directory.file("token"), std::filesystem::perms::owner_read);
  std::filesystem::permissions(directory.file("client"), std::filesystem::perms::owner_read);
  write_file(directory.file("secret"), "");
  TerminalProcess init({RELAY_BINARY,
                        "init",
                        "-o",
                        directory.file("relay.yaml"),
                        "--access-token-file",
                        directory.file("token"),
                        "--secret-file",
                        directory.file("secret"),
                        "--client-secret-file",
                        directory.file("client"),
                        "--keyword",
                        "Sentry",
                        "--at-mobiles",
                        "13800000000",
                        "--language",
                        "en",
                        "--timezone",
                        "",
                        "--base-url",
                        "https://s.example.com",
                        "--name",
                        "backend"});
  ASSERT_EQ(init.wait(), 0) << init.screen();
  EXPECT_THAT(read_file(directory.file("relay.yaml")), Not(HasSubstr("canary"))) << "files are named, not copied";
  const config::Config config = loaded(directory.file("relay.yaml"));
  EXPECT_EQ(config.robots.at(0).name, "backend");
  EXPECT_EQ(config.robots.at(0).access_token.expose(), kToken);
  EXPECT_EQ(config.robots.at(0).keyword, "Sentry");
  EXPECT_EQ(config.sources.at(0).client_secrets.at(0).expose(), kClient);
}

TEST(Init, TakesSecretsFromAPipe) {
  const TempDir directory;
  const Ran init = run_shell(std::string("cd \"$1\" && printf '%s\\n' ") + kToken + " " + kSecret + " " + kClient +
                                 " | \"$0\" init --access-token-file - --secret-file - --client-secret-file -",
                             directory);
  ASSERT_EQ(init.code, 0) << init.output;
  EXPECT_THAT(init.output, AllOf(Not(HasSubstr("canary")), HasSubstr("-c " + directory.file("relay.yaml"))));
  const config::Config config = loaded(directory.file("relay.yaml"));
  EXPECT_EQ(config.robots.at(0).access_token.expose(), kToken);
  EXPECT_EQ(config.robots.at(0).secret.expose(), kSecret);
  EXPECT_EQ(config.sources.at(0).client_secrets.at(0).expose(), kClient);
}

TEST(Init, RefusesWhatTheLoaderWouldRefuse) {
  const TempDir directory;
  write_file(directory.file("token"), kToken);
  const std::string init = "\"$0\" init -o \"$1/relay.yaml\" --access-token-file ";
  struct Case {
    std::string arguments;
    const char* problem;
  };
  const Case cases[] = {
      {"\"$1/absent\"", "--access-token-file: the file cannot be read"},
      {"\"$1/token\" --keyword 'a<b'", "--keyword"},
      {"\"$1/token\" --at-mobiles 12", "is no mobile number"},
      {"\"$1/token\" --language fr", "--language: en or zh is expected"},
      {"\"$1/token\" --base-url sentry", "--base-url"},
      {"\"$1/token\" --timezone Mars", "--timezone"},
      {"\"$1/token\" --name 'A B'", "--name"},
      {"- < /dev/null", "standard input has no further line"},
  };
  for (const Case& c : cases) {
    const Ran ran = run_shell(init + c.arguments, directory);
    EXPECT_EQ(ran.code, 64) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr(c.problem));
    EXPECT_FALSE(std::filesystem::exists(directory.file("relay.yaml")));
  }
  EXPECT_THAT(run_shell("\"$0\" init < /dev/null", directory).output, HasSubstr("--access-token-file is needed"));
}

TEST(Init, OverwritesOnlyWhenForced) {
  const TempDir directory;
  write_file(directory.file("relay.yaml"), "precious\n");
  const std::string init = std::string("echo ") + kToken + " | \"$0\" init -o \"$1/relay.yaml\" --access-token-file - ";
  EXPECT_EQ(run_shell(init, directory).code, 73);
  EXPECT_EQ(read_file(directory.file("relay.yaml")), "precious\n");
  EXPECT_EQ(run_shell(init + "--force", directory).code, 0);
  EXPECT_THAT(read_file(directory.file("relay.yaml")), HasSubstr(kToken));
  EXPECT_EQ(mode_of(directory.file("relay.yaml")), 0600U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory.path()), {}), 1) << "nothing is left beside it";
}

TEST(ImportPlugin, FromAPipeToAFile) {
  const TempDir directory;
  write_file(directory.file("paste"), std::string("access_token: ") + kToken + "\n" + kToken + "2\nsecret: " + kSecret +
                                          "\n-\ncustom_keyword: 报警\nat_mobiles: 13800000000\n");
  const Ran ran = run_shell("\"$0\" import-plugin -o \"$1/relay.yaml\" --name backend < \"$1/paste\"", directory);
  ASSERT_EQ(ran.code, 0) << ran.output;
  EXPECT_THAT(ran.output, AllOf(HasSubstr("√ backend: token line 1 (cana…(64)) pairs with secret line 1 (SECc…(64))"),
                                HasSubstr("√ robot-2: token line 2 (cana…(65)) pairs with secret line 2"),
                                HasSubstr("To fill in"), HasSubstr("check-config -c ")));
  EXPECT_THAT(ran.output, Not(HasSubstr(kSecret)));
  EXPECT_EQ(mode_of(directory.file("relay.yaml")), 0600U);
  EXPECT_THAT(read_file(directory.file("relay.yaml")), HasSubstr("# token line 2 (cana…(65))"));
  const config::Config config = loaded(directory.file("relay.yaml"), "later");
  ASSERT_EQ(config.robots.size(), 2U);
  EXPECT_EQ(config.robots[0].secret.expose(), kSecret);
  EXPECT_TRUE(config.robots[1].secret.empty());
}

TEST(ImportPlugin, ToStandardOutputAloneIsAFile) {
  const TempDir directory;
  write_file(directory.file("client"), kClient);
  write_file(directory.file("paste.json"), std::string(R"({"dingtalk:access_token": ")") + kToken + "\"}");
  std::filesystem::permissions(directory.file("client"), std::filesystem::perms::owner_read);
  const Ran ran = run_shell(
      "\"$0\" import-plugin \"$1/paste.json\" --client-secret-file \"$1/client\" --base-url https://s.example.com "
      "--language zh 2> \"$1/said\" > \"$1/relay.yaml\" && \"$0\" check-config -c \"$1/relay.yaml\"",
      directory);
  ASSERT_EQ(ran.code, 0) << ran.output << read_file(directory.file("said"));
  EXPECT_THAT(read_file(directory.file("said")), HasSubstr("第 1 行 token"));
  const config::Config config = loaded(directory.file("relay.yaml"));
  EXPECT_EQ(config.language, dingtalk::Language::zh);
  EXPECT_EQ(config.sources.at(0).base_url, "https://s.example.com");
}

TEST(ImportPlugin, AsksOnATerminal) {
  const TempDir directory;
  TerminalProcess import({RELAY_BINARY, "import-plugin", "-o", directory.file("relay.yaml")});
  import.answer("access_token, one a line", std::string(kToken) + "\n" + kToken + "2\n");
  import.answer("secret, one a line", std::string("-\n") + kSecret + "\n" + kSecret + "\n.");
  import.wait_for("a secret without a token");
  import.answer("secret, one a line", std::string("-\n") + kSecret + "\n.");
  import.answer("Keyword", "报警");
  import.answer("Mobile numbers", "");
  import.answer("is_at_all", "perhaps");
  import.wait_for("true or false is expected");
  import.answer("is_at_all", "true");
  import.answer("custom_message_template", "");
  import.answer("include_keywords", "");
  import.answer("exclude_keywords", "");
  ASSERT_EQ(import.wait(), 0) << import.screen();
  EXPECT_THAT(import.screen(), Not(HasSubstr("canary"))) << "secrets are not echoed";
  const config::Config config = loaded(directory.file("relay.yaml"), "later");
  ASSERT_EQ(config.robots.size(), 2U);
  EXPECT_TRUE(config.robots[0].secret.empty());
  EXPECT_EQ(config.robots[1].secret.expose(), kSecret);
  EXPECT_TRUE(config.robots[1].at_all);
}

TEST(ImportPlugin, SaysWhyNot) {
  const TempDir directory;
  const Ran nothing = run_shell("\"$0\" import-plugin - < /dev/null", directory);
  EXPECT_EQ(nothing.code, 65);
  EXPECT_THAT(nothing.output, HasSubstr("none of the plugin's settings stands here"));
  EXPECT_EQ(run_shell("\"$0\" import-plugin \"$1/absent\"", directory).code, 66);
  write_file(directory.file("relay.yaml"), "precious\n");
  EXPECT_EQ(run_shell("echo access_token: a | \"$0\" import-plugin -o \"$1/relay.yaml\"", directory).code, 73);
  EXPECT_EQ(read_file(directory.file("relay.yaml")), "precious\n");
}

}  // namespace
}  // namespace relay::test
