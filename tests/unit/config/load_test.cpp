// SPDX-License-Identifier: MIT
#include "relay/config/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/temp_dir.hpp"
#include "unit/config/fake_world.hpp"

namespace relay::config {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using test::FakeWorld;
using test::Lines;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> exposed(const std::vector<Secret>& secrets) {
  std::vector<std::string> out;
  for (const Secret& secret : secrets) {
    out.push_back(secret.expose());
  }
  return out;
}

TEST(Load, DefaultsOfTheSmallestFile) {
  const Loaded result = test::loaded(test::kSource);
  const Config& config = result.config;
  EXPECT_THAT(result.warnings, IsEmpty());
  EXPECT_EQ(config.server, (ListenAddress{"0.0.0.0", 8090}));
  EXPECT_EQ(config.admin, (ListenAddress{"127.0.0.1", 8091}));
  EXPECT_EQ(config.max_body, 8U << 20U);
  EXPECT_EQ(config.spool.path, "/var/lib/sentry-dingtalk-relay/spool.db");
  EXPECT_EQ(config.spool.max_age, hours{72});
  EXPECT_EQ(config.spool.retention, hours{168});
  EXPECT_EQ(config.spool.dead_letters, hours{720});
  EXPECT_EQ(config.spool.max_bytes, 1U << 30U);
  EXPECT_EQ(config.spool.keep_payloads, seconds{0});
  EXPECT_EQ(config.language, dingtalk::Language::en);
  EXPECT_FALSE(config.proxy.has_value());
  EXPECT_EQ(config.ca_file, "");
  EXPECT_EQ(config.deadline, seconds{10});
  EXPECT_EQ(config.dedup_window, seconds{600});
  EXPECT_THAT(config.robots, IsEmpty());
}

TEST(Load, KindsAreShownButInstallations) {
  const Config config = test::loaded("kinds: {comment: count, installation: show}" + std::string(test::kSource)).config;
  for (const alert::Kind kind : alert::source_kinds()) {
    SCOPED_TRACE(alert::to_string(kind));
    EXPECT_EQ(config.kinds.at(kind), kind == alert::Kind::comment ? KindPolicy::count : KindPolicy::show);
    const KindPolicy standard = kind == alert::Kind::installation ? KindPolicy::count : KindPolicy::show;
    EXPECT_EQ(test::loaded(test::kSource).config.kinds.at(kind), standard);
  }
}

TEST(Load, EverySettingArrives) {
  const FakeWorld world{.files = {{"/ca.pem", "-----BEGIN CERTIFICATE-----\n"}}};
  const Config config = test::loaded(R"(
server: {listen: "[::1]:9000", max_body: 16MiB}
admin: {listen: localhost:9001}
spool: {path: /tmp/s.db, max_age: 2d, retention: 30d, dead_letters: 90d, max_bytes: 100MB, keep_payloads: 90m}
language: zh
timezone: Asia/Shanghai
proxy: http://me:pw@proxy.example.com:3128
ca_file: /ca.pem
deadline: 20s
dedup_window: 0
sources: [{name: main, client_secrets: [aaaa]}]
)",
                                     world)
                            .config;
  EXPECT_EQ(config.server, (ListenAddress{"::1", 9000}));
  EXPECT_EQ(config.admin, (ListenAddress{"127.0.0.1", 9001}));
  EXPECT_EQ(config.max_body, 16U << 20U);
  EXPECT_EQ(config.spool.path, "/tmp/s.db");
  EXPECT_EQ(config.spool.max_age, hours{48});
  EXPECT_EQ(config.spool.retention, hours{720});
  EXPECT_EQ(config.spool.dead_letters, hours{2160});
  EXPECT_EQ(config.spool.max_bytes, 100'000'000U);
  EXPECT_EQ(config.spool.keep_payloads, seconds{5400});
  EXPECT_EQ(config.language, dingtalk::Language::zh);
  EXPECT_EQ(config.timezone.name(), "Asia/Shanghai");
  EXPECT_EQ(config.proxy.value_or(Url{}).userinfo, "me:pw");
  EXPECT_EQ(config.proxy.value_or(Url{}).port, 3128);
  EXPECT_EQ(config.ca_file, "/ca.pem");
  EXPECT_EQ(config.deadline, seconds{20});
  EXPECT_EQ(config.dedup_window, seconds{0});
}

TEST(Load, SourceInFull) {
  const FakeWorld world{.variables = {{"NEW", "bbbb"}}, .files = {{"/token", "0123456789-abcdefghi_~\r\n"}}};
  const Config config = test::loaded(R"(
sources:
  - name: main
    client_secrets: [aaaa, {env: NEW}, 1234]
    url_token: {file: /token}
    base_url: https://Sentry.example.com/prefix//
    organization: acme
  - name: second_1
    url_token: 0123456789abcdefghij
    base_url: http://sentry.example.com:9000
)",
                                     world)
                            .config;
  ASSERT_EQ(config.sources.size(), 2U);
  const sentry::Source& main = config.sources[0];
  EXPECT_THAT(exposed(main.client_secrets), ElementsAre("aaaa", "bbbb", "1234"));
  EXPECT_EQ(main.url_token.expose(), "0123456789-abcdefghi_~");
  EXPECT_EQ(main.base_url, "https://sentry.example.com/prefix");
  EXPECT_EQ(main.organization, "acme");
  EXPECT_FALSE(main.allow_unauthenticated);
  EXPECT_EQ(config.sources[1].base_url, "http://sentry.example.com:9000");
}

TEST(Load, SecretsOfSystemd) {
  const FakeWorld world{.variables = {{"CREDENTIALS_DIRECTORY", "/run/credentials/relay"}},
                        .files = {{"/run/credentials/relay/client_secret", "aaaa\n"}}};
  const Config config =
      test::loaded("sources: [{name: main, client_secrets: [{credential: client_secret}]}]", world).config;
  EXPECT_THAT(exposed(config.sources.at(0).client_secrets), ElementsAre("aaaa"));
  EXPECT_EQ(
      test::problems_of("sources: [{name: main, client_secrets: [{credential: other}]}]", world),
      (Lines{"relay.yaml:1:54: sources[0].client_secrets[0].credential: the credential named here cannot be read: "
             "No such file or directory"}));
}

TEST(Load, SourceWarnings) {
  const Loaded result = test::loaded(R"(sources:
  - {name: open, allow_unauthenticated: true}
  - {name: spaces, client_secrets: [" a b "]}
  - {name: example, client_secrets: [replace-this-by-the-client-secret]}
)");
  EXPECT_TRUE(result.config.sources.at(0).allow_unauthenticated);
  EXPECT_THAT(exposed(result.config.sources.at(1).client_secrets), ElementsAre(" a b "));
  EXPECT_EQ(
      result.warnings,
      (Lines{"relay.yaml:2:5: sources[0]: allow_unauthenticated: whoever reaches this address can send alerts",
             "relay.yaml:3:37: sources[1].client_secrets[0]: white space stands around the client secret, and is "
             "taken as a part of it",
             "relay.yaml:4:38: sources[2].client_secrets[0]: this is the example's text, not a secret: no webhook "
             "of Sentry will be accepted"}));
}

TEST(Load, OpenSecretFilesAreWarnedAbout) {
  const FakeWorld world{.files = {{"/open", "a"}, {"/run/secrets/s", "b"}}, .open_files = {"/open", "/run/secrets/s"}};
  const Loaded result =
      test::loaded("sources: [{name: main, client_secrets: [{file: /open}, {file: /run/secrets/s}]}]", world);
  EXPECT_THAT(
      result.warnings,
      ElementsAre("relay.yaml:1:48: sources[0].client_secrets[0].file: the file /open can be read by every user: "
                  "chmod 0640 or 0600"));
}

TEST(Load, AFileWithoutSourcesSaysWhatToSet) {
  for (const char* yaml : {"", "# nothing\n", "sources:\n", "sources: []"}) {
    SCOPED_TRACE(yaml);
    EXPECT_THAT(test::problems_of(yaml),
                ElementsAre(testing::HasSubstr("set SENTRY_CLIENT_SECRET to the client secret")));
  }
}

TEST(Load, PrecedenceOfFlagVariableFileAndDefault) {
  const std::string yaml =
      "server: {listen: 1001}\nadmin: {listen: 2001}\nspool: {path: /file}" + std::string(test::kSource);
  FakeWorld world;
  const auto seen = [&](std::string_view text) {
    const Config config = test::loaded(text, world).config;
    return Lines{std::to_string(config.server.port), std::to_string(config.admin.port), config.spool.path};
  };
  EXPECT_EQ(seen(test::kSource), (Lines{"8090", "8091", "/var/lib/sentry-dingtalk-relay/spool.db"}));
  EXPECT_EQ(seen(yaml), (Lines{"1001", "2001", "/file"}));
  world.variables = {{"RELAY_LISTEN", ":1002"}, {"RELAY_ADMIN_LISTEN", ":2002"}, {"RELAY_SPOOL_PATH", "/variable"}};
  EXPECT_EQ(seen(yaml), (Lines{"1002", "2002", "/variable"}));
  world.overrides = {.listen = ":1003", .admin_listen = ":2003", .spool_path = "/flag"};
  EXPECT_EQ(seen(yaml), (Lines{"1003", "2003", "/flag"}));
}

TEST(Load, ProblemsOfFlagsAndVariablesComeLast) {
  const FakeWorld world{.variables = {{"RELAY_LISTEN", "here"}, {"RELAY_LANGUAGE", "de"}},
                        .overrides = {.listen = "there", .admin_listen = {}, .spool_path = {}}};
  const std::string port = "an address and a port are expected, such as 0.0.0.0:8090 or [::]:8090";
  EXPECT_EQ(test::problems_of("language: fr" + std::string(test::kSource), world),
            (Lines{"relay.yaml:1:11: language: en or zh is expected", "environment: RELAY_LISTEN: " + port,
                   "environment: RELAY_LANGUAGE: en or zh is expected", "command line: --listen: " + port}));
}

TEST(Load, TheListenersNeedTwoPorts) {
  const FakeWorld world{.overrides = {.listen = "127.0.0.1:8091", .admin_listen = {}, .spool_path = {}}};
  EXPECT_THAT(
      test::problems_of(test::kSource, world),
      ElementsAre("command line: --listen: server.listen and admin.listen have the same port: each needs its own"));
  const std::string free_ports = "server: {listen: 0}\nadmin: {listen: 0}";
  EXPECT_THAT(test::problems_of(free_ports + std::string(test::kSource)), IsEmpty());
}

TEST(ParseListen, Forms) {
  struct Case {
    const char* text;
    const char* host;
    int port;  // -1: refused
  };
  const Case cases[] = {
      {"0.0.0.0:8090", "0.0.0.0", 8090},
      {"[::]:8090", "::", 8090},
      {":8090", "0.0.0.0", 8090},
      {"8090", "0.0.0.0", 8090},
      {"localhost:8090", "127.0.0.1", 8090},
      {"[fe80::1]:0", "fe80::1", 0},
      {"127.0.0.1:65535", "127.0.0.1", 65535},
      {"127.0.0.1:65536", "", -1},
      {"127.0.0.1", "", -1},
      {"", "", -1},
      {":", "", -1},
      {"::1", "", -1},
      {"[127.0.0.1]:80", "", -1},
      {"256.0.0.1:80", "", -1},
      {"127.1:80", "", -1},
      {"a.example.com:80", "", -1},
      {"127.0.0.1:+80", "", -1},
      {"127.0.0.1: 80", "", -1},
      {"http://0.0.0.0:80", "", -1},
      {"[::1:80", "", -1},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const auto address = parse_listen(c.text);
    ASSERT_EQ(address.has_value(), c.port >= 0);
    if (address.has_value()) {
      EXPECT_EQ(address->host, c.host);
      EXPECT_EQ(address->port, c.port);
    }
  }
}

TEST(RealSurroundings, ReadFilesAndTheirMode) {
  const relay::test::TempDir directory;
  const std::string path = directory.file("secret");
  relay::test::write_file(path, "text\n");
  const Surroundings surroundings = real_surroundings();
  ASSERT_EQ(::chmod(path.c_str(), 0644), 0);
  const auto content = surroundings.read_file(path);
  ASSERT_TRUE(content.has_value());
  EXPECT_EQ(*content, "text\n");
  EXPECT_TRUE(surroundings.readable_by_everyone(path));
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  EXPECT_FALSE(surroundings.readable_by_everyone(path));
}

TEST(RealSurroundings, RefuseWhatIsNoSmallFile) {
  const relay::test::TempDir directory;
  const Surroundings surroundings = real_surroundings();
  const std::string large = directory.file("large");
  relay::test::write_file(large, std::string((1U << 20U) + 1, 'x'));
  EXPECT_EQ(surroundings.read_file(large).error().kind, ErrorKind::too_large);
  EXPECT_EQ(surroundings.read_file(directory.file("none")).error().detail, "No such file or directory");
  EXPECT_EQ(surroundings.read_file(directory.path().string()).error().detail, "Is a directory");
}

TEST(RealSurroundings, KnowTheEnvironment) {
  const Surroundings surroundings = real_surroundings();
  EXPECT_TRUE(surroundings.environment("PATH").has_value());
  EXPECT_FALSE(surroundings.environment("RELAY_NO_SUCH_VARIABLE").has_value());
}

}  // namespace
}  // namespace relay::config
