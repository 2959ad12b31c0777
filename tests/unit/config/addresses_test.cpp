// SPDX-License-Identifier: MIT
#include "relay/config/addresses.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/config/fake_world.hpp"

namespace relay::config {
namespace {

using testing::ElementsAre;

constexpr const char* kYaml = R"(sources:
  - {name: main, client_secrets: [aaaa], url_token: 0123456789abcdefghij}
  - {name: open, allow_unauthenticated: true}
)";

std::vector<std::string> lines(const std::vector<WebhookAddress>& addresses) {
  std::vector<std::string> out;
  for (const WebhookAddress& address : addresses) {
    out.push_back(address.source + " " + address.proof + " " + address.for_host + " " + address.for_compose);
  }
  return out;
}

TEST(WebhookAddresses, OneForEachSourceAndProof) {
  const Config config = test::loaded(kYaml).config;
  EXPECT_THAT(lines(webhook_addresses(config, Show::whole, "relay-1.example.com")),
              ElementsAre("main signature http://relay-1.example.com:8090/sentry/main "
                          "http://relay.internal:8090/sentry/main",
                          "main url_token http://relay-1.example.com:8090/sentry/main/0123456789abcdefghij "
                          "http://relay.internal:8090/sentry/main/0123456789abcdefghij",
                          "open none http://relay-1.example.com:8090/sentry/open "
                          "http://relay.internal:8090/sentry/open"));
}

TEST(WebhookAddresses, TokensAreMasked) {
  const Config config = test::loaded(kYaml).config;
  const WebhookAddress address = webhook_addresses(config, Show::masked, "h").at(1);
  EXPECT_EQ(address.for_host, "http://h:8090/sentry/main/0123…(20)");
  EXPECT_EQ(address.for_compose, "http://relay.internal:8090/sentry/main/0123…(20)");
}

TEST(WebhookAddresses, OfThisMachineSuitsSentry) {
  const std::string address = webhook_addresses(test::loaded(kYaml).config, Show::masked).at(0).for_host;
  EXPECT_THAT(address, testing::MatchesRegex("http://(localhost|.+[.].+):8090/sentry/main"));
}

TEST(WebhookAddresses, TheListenersOwnAddressWins) {
  struct Case {
    const char* listen;
    const char* origin;
  };
  const Case cases[] = {{"0.0.0.0:1", "http://h:1"},
                        {"[::]:1", "http://h:1"},
                        {"10.1.2.3:1", "http://10.1.2.3:1"},
                        {"[fd00::1]:1", "http://[fd00::1]:1"},
                        {"localhost:1", "http://127.0.0.1:1"}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.listen);
    const test::FakeWorld world{.overrides = {.listen = c.listen, .admin_listen = {}, .spool_path = {}}};
    const Config config = test::loaded(test::kSource, world).config;
    EXPECT_EQ(webhook_addresses(config, Show::masked, "h").at(0).for_host, std::string(c.origin) + "/sentry/main");
  }
}

}  // namespace
}  // namespace relay::config
