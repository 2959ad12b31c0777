// SPDX-License-Identifier: MIT
#include "relay/base/url.hpp"

#include <gtest/gtest.h>

namespace relay {
namespace {

TEST(ParseUrl, TakesAUrlApart) {
  struct Case {
    std::string text;
    Url url;
  };
  const Case cases[] = {
      {"https://oapi.dingtalk.com/robot/send?access_token=ab",
       {"https", "oapi.dingtalk.com", 443, "/robot/send", "access_token=ab", "", ""}},
      {"http://example.com", {"http", "example.com", 80, "/", "", "", ""}},
      {"HTTPS://EXAMPLE.com/A", {"https", "example.com", 443, "/A", "", "", ""}},
      {"http://127.0.0.1:8092/robot/send", {"http", "127.0.0.1", 8092, "/robot/send", "", "", ""}},
      {"https://example.com:/x", {"https", "example.com", 443, "/x", "", "", ""}},
      {"http://[::1]:8090/x", {"http", "::1", 8090, "/x", "", "", ""}},
      {"http://[2001:DB8::1]/", {"http", "2001:db8::1", 80, "/", "", "", ""}},
      {"http://ann:s%40cret@proxy.example.com:3128", {"http", "proxy.example.com", 3128, "/", "", "", "ann:s%40cret"}},
      {"https://example.com/a%20b?q=%E4%B8%AD#part",
       {"https", "example.com", 443, "/a%20b", "q=%E4%B8%AD", "part", ""}},
      {"https://example.com?x=1", {"https", "example.com", 443, "/", "x=1", "", ""}},
      {"https://example.com/?a=b?c=d&e=/", {"https", "example.com", 443, "/", "a=b?c=d&e=/", "", ""}},
      {"http://example.com:65535/", {"http", "example.com", 65535, "/", "", "", ""}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const Result<Url> url = parse_url(c.text);
    ASSERT_TRUE(url.has_value()) << url.error().detail;
    EXPECT_EQ(url->scheme, c.url.scheme);
    EXPECT_EQ(url->host, c.url.host);
    EXPECT_EQ(url->port, c.url.port);
    EXPECT_EQ(url->path, c.url.path);
    EXPECT_EQ(url->query, c.url.query);
    EXPECT_EQ(url->fragment, c.url.fragment);
    EXPECT_EQ(url->userinfo, c.url.userinfo);
  }
}

TEST(ParseUrl, RefusesWhatIsNoHttpUrl) {
  const std::string bad[] = {
      "",
      "example.com",
      "//example.com/",
      "/robot/send",
      "ftp://example.com/",
      "javascript:alert(1)",
      "file:///etc/passwd",
      "https://",
      "https:///path",
      "https:example.com",
      "https://:443/",
      "https://user@/",
      "http://example.com:0/",
      "http://example.com:65536/",
      "http://example.com:99999999999/",
      "http://example.com:80x/",
      "http://[::1/",
      "http://::1/",
      "http://[::1]x/",
      "http://[::1]80/",
      "http://[v1.fe80::a]/",
      "http://[fe80::1%25eth0]/",
      "http://host:1:2/",
      "http://user:password@@host/",
      "http://user:password@:80/",
      "http://ho$t/",
      "http://exa mple.com/",
      " http://example.com/",
      "http://example.com/ ",
      "http://example.com/a b",
      "http://example.com/\r\nHost: other",
      "http://example.com/\x01",
      "http://example.com/\x7F",
      std::string("http://example.com/\0x", 21),
      "http://exam%0d%0aple.com/",
      "http://exam%00ple.com/",
      "http://exam%20ple.com/",
      "http://example.com/%zz",
      "http://example.com/中",
      "http://example.com/<script>",
  };
  for (const std::string& text : bad) {
    const Result<Url> url = parse_url(text);
    EXPECT_TRUE(url.has_error() && url.error().kind == ErrorKind::malformed) << testing::PrintToString(text);
  }
}

// The host reaches the Host header, SNI and the resolver, and is written back into URLs.
TEST(ParseUrl, RefusesAPercentEncodedHost) {
  for (const char* text :
       {"http://good.example%2F@evil.example%2F/", "http://a%2Fb/", "http://a%3A80/", "http://a%40b/", "http://a%3Fb/",
        "http://a%23b/", "http://a%5Cb/", "http://a%5B::1%5D/", "http://%41/"}) {
    EXPECT_TRUE(parse_url(text).has_error()) << text;
  }
}

TEST(ParseUrl, NeverRepeatsTheText) {
  for (const char* text : {"ftp://h/?access_token=verysecret", "http://h/ ?verysecret", "verysecret"}) {
    EXPECT_EQ(parse_url(text).error().detail.find("verysecret"), std::string::npos);
  }
}

TEST(Url, WritesItselfBack) {
  struct Case {
    std::string text;
    std::string authority;
    std::string again;
  };
  const Case cases[] = {
      {"https://example.com", "example.com", "https://example.com/"},
      {"https://example.com:443/a", "example.com", "https://example.com/a"},
      {"http://example.com:443/a", "example.com:443", "http://example.com:443/a"},
      {"http://user:pass@example.com:8080/a?b=c#d", "example.com:8080", "http://example.com:8080/a?b=c#d"},
      {"http://[::1]:8090/", "[::1]:8090", "http://[::1]:8090/"},
      {"https://[::1]/", "[::1]", "https://[::1]/"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.text);
    const Result<Url> url = parse_url(c.text);
    ASSERT_TRUE(url.has_value());
    EXPECT_EQ(url->authority(), c.authority);
    EXPECT_EQ(url->origin(), url->scheme + "://" + c.authority);
    EXPECT_EQ(url->text(), c.again);
    EXPECT_EQ(parse_url(url->text())->text(), c.again);
  }
  EXPECT_TRUE(parse_url("https://example.com")->is_tls());
  EXPECT_FALSE(parse_url("http://example.com")->is_tls());
}

TEST(QueryParameters, KeepsOrderAndDecodes) {
  const QueryParameters wanted{{"access_token", "ab"}, {"sign", "a+b/c="}, {"flag", ""}, {"empty", ""}, {"sign", "2"}};
  EXPECT_EQ(query_parameters("access_token=ab&sign=a%2Bb%2Fc%3D&flag&empty=&&sign=2"), wanted);
  EXPECT_TRUE(query_parameters("").empty());
  EXPECT_TRUE(query_parameters("&&").empty());
}

TEST(QueryParameters, LeavesPlusAndBrokenEscapesAlone) {
  const QueryParameters wanted{{"a", "1+2"}, {"b", "%zz"}, {"c", "%4"}, {"d=e", "f=g"}};
  EXPECT_EQ(query_parameters("a=1+2&b=%zz&c=%4&d%3De=f=g"), wanted);
}

TEST(QueryValue, IsTheFirst) {
  EXPECT_EQ(query_value("a=1&b=2&b=3", "b"), "2");
  EXPECT_EQ(query_value("a=1", "b"), "");
  EXPECT_EQ(query_value("bb=1&b", "b"), "");
}

TEST(PercentEncode, KeepsUnreservedCharactersOnly) {
  EXPECT_EQ(percent_encode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(percent_encode("a b+c/d=&?#%"), "a%20b%2Bc%2Fd%3D%26%3F%23%25");
  EXPECT_EQ(percent_encode("中"), "%E4%B8%AD");
  EXPECT_EQ(percent_encode(std::string("\0\xFF", 2)), "%00%FF");
  EXPECT_EQ(percent_encode(""), "");
}

TEST(PercentDecode, UndoesEncode) {
  std::string every;
  for (int byte = 0; byte < 256; ++byte) {
    every.push_back(static_cast<char>(byte));
  }
  EXPECT_EQ(*percent_decode(percent_encode(every)), every);
  EXPECT_EQ(*percent_decode("%e4%B8%ad+"), "中+");
}

TEST(PercentDecode, RefusesBrokenEscapes) {
  for (const char* text : {"%", "%4", "a%", "%zz", "%4g", "% 4", "%%20"}) {
    EXPECT_TRUE(percent_decode(text).has_error()) << text;
  }
}

}  // namespace
}  // namespace relay
