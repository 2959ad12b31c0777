// SPDX-License-Identifier: MIT
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iostream>

#include "relay/base/crypto.hpp"
#include "support/e2e.hpp"

namespace relay::test {
namespace {

using testing::Gt;
using testing::HasSubstr;
using testing::IsEmpty;

// Personal data of a payload, and what its sender wrote.
constexpr const char* kEmail = "canary.person@example.com";
constexpr const char* kAddress = "203.0.113.77";
constexpr const char* kCookie = "canary-session-cookie";
constexpr const char* kText = "canary text of the alert";

// Everything that the relay says or keeps, under the name of its place.
struct Place {
  std::string name;
  std::string text;
};

std::string with_personal_data(int number) {
  nlohmann::json body = nlohmann::json::parse(event_body(kText + std::string(" ") + std::to_string(number)));
  nlohmann::json& event = body["data"]["event"];
  event["message"] = std::string(kText) + " in its message";
  event["user"] = {{"id", "7"}, {"email", kEmail}, {"ip_address", kAddress}, {"username", kEmail}};
  event["request"] = {{"url", "https://shop.example.com/pay"},
                      {"cookies", {{"session", kCookie}}},
                      {"headers", {{"Cookie", std::string("session=") + kCookie}, {"X-Forwarded-For", kAddress}}}};
  event["tags"] = {{"user", std::string("email:") + kEmail}};
  event["contexts"] = {{"user", {{"email", kEmail}}}};
  return body.dump();
}

class Canary : public testing::Test {
 protected:
  Canary()
      : port(free_port()),
        home("http://127.0.0.1:" + std::to_string(port) + "/robot/send", two_robots()),
        emulator(home.config_file(), port) {}

  void keep(const std::string& name, const std::string& text) {
    EXPECT_THAT(text, testing::Not(IsEmpty())) << name;
    places.push_back({name, text});
  }

  void get(const std::string& path) {
    const RawReply reply = http_exchange(home.admin_port(), request_bytes("GET", path, {}, ""));
    keep("admin " + path, reply.head + reply.body);
  }

  void post(const std::string& path, const RawHeaders& headers, const std::string& body) {
    const RawReply reply = http_exchange(home.port(), request_bytes("POST", path, headers, body));
    keep("answer of " + std::to_string(places.size()), reply.head + reply.body);
  }

  void command(std::vector<std::string> arguments) {
    const std::string name = arguments.front();
    arguments.insert(arguments.begin(), RELAY_BINARY);
    arguments.insert(arguments.end(), {"-c", home.config_file()});
    Process process(std::move(arguments));
    process.wait();
    keep(name, process.output());
  }

  // Wrong proofs of every kind, each with something in it that must not be repeated.
  void knock() {
    const std::string body = with_personal_data(0);
    post("/sentry/main", {{"Sentry-Hook-Signature", kClientSecret}}, body);
    post("/sentry/main", {}, body);
    post("/sentry/main/" + std::string(kUrlToken) + "x?access_token=" + kSignedToken + "&sign=x", {}, body);
    post("/" + std::string(kUrlToken), {{"Authorization", "Bearer " + std::string(kClientSecret)}}, body);
    post("/sentry/" + std::string(kUrlToken), {}, body);
    http_exchange(home.port(), "POST /sentry/" + std::string(kUrlToken) + " HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
  }

  // One life of the daemon: alerts that are shown, one that a robot refuses, wrong proofs, a reload that is refused.
  void live(const std::string& format, int round) {
    robot_asks_for({});
    const auto relay = home.start({{"RELAY_LOG_FORMAT", format}, {"RELAY_LOG_LEVEL", "debug"}});
    const std::string body = with_personal_data(2 * round);
    signatures.push_back(crypto::hex(crypto::hmac_sha256(kClientSecret, body)));
    keep("answer", home.post(body).body);
    post("/sentry/main/" + std::string(kUrlToken), {}, with_personal_data(1000 + round));
    const std::string shown = format == "json" ? R"("event":"delivered","alert":)" : "event=delivered alert=";
    relay->wait_for(shown + std::to_string(3 * round + 2));
    knock();
    robot_asks_for({"another word"});
    EXPECT_EQ(home.post(with_personal_data(2 * round + 1)).status, 200);
    relay->wait_for("keyword_missing");
    relay->signal(SIGHUP);
    relay->wait_for(format == "json" ? R"("event":"reload")" : "event=reload");
    get("/metrics");
    get("/readyz");
    get("/" + std::string(kUrlToken) + "?sign=x");
    keep("command line", read_file("/proc/" + std::to_string(relay->pid()) + "/cmdline"));
    command({"send-test"});
    relay->signal(SIGTERM);
    EXPECT_EQ(relay->wait(), 0);
    keep("log as " + format, relay->output());
  }

  void robot_asks_for(const std::vector<std::string>& keywords) {
    const nlohmann::json robot{
        {"name", "ops"}, {"token", kSignedToken}, {"secret", kSignedSecret}, {"keywords", keywords}};
    http_exchange(port, request_bytes("POST", "/__emu/robots", {}, robot.dump()));
  }

  void keep_spool() {
    for (const auto& entry : std::filesystem::directory_iterator(home.directory().path())) {
      if (entry.path().filename().string().starts_with("spool.db") && entry.file_size() > 0) {
        places.push_back({"spool", read_file(entry.path())});
      }
    }
  }

  // The places that hold one of the words.
  std::vector<std::string> hits(const std::vector<std::string>& words) const {
    std::vector<std::string> found;
    for (const Place& place : places) {
      for (const std::string& word : words) {
        const std::size_t at = place.text.find(word);
        if (at != std::string::npos) {
          const std::size_t from = at < 60 ? 0 : at - 60;
          found.push_back(place.name + " holds " + word + ": …" + place.text.substr(from, 160));
        }
      }
    }
    return found;
  }

  std::size_t bytes() const {
    std::size_t sum = 0;
    for (const Place& place : places) {
      sum += place.text.size();
    }
    return sum;
  }

  std::uint16_t port;
  RelayHome home;
  EmulatorProcess emulator;
  std::vector<Place> places;
  std::vector<std::string> signatures;
};

TEST_F(Canary, NoSecretAndNoPersonalDataIsEverWritten) {
  live("logfmt", 0);
  live("json", 1);
  command({"check-config"});
  // What an alert says is for the group alone; the spool keeps it until then.
  std::vector<std::string> words{kText};
  std::vector<std::string> found = hits(words);
  keep_spool();
  words = {"CANARY", "sign=", "access_token=", kEmail, kAddress, kCookie};
  words.insert(words.end(), signatures.begin(), signatures.end());
  const std::vector<std::string> secrets = hits(words);
  found.insert(found.end(), secrets.begin(), secrets.end());
  std::cout << "canary: " << bytes() << " bytes searched, " << found.size() << " hits\n";
  EXPECT_THAT(found, IsEmpty());
  EXPECT_THAT(bytes(), Gt(150'000U));
}

TEST_F(Canary, TheSearchBites) {
  keep("planted", std::string("token ") + kSignedToken);
  EXPECT_THAT(hits({"CANARY"}), testing::ElementsAre(HasSubstr("planted holds CANARY")));
}

}  // namespace
}  // namespace relay::test
