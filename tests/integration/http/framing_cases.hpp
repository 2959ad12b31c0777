// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

// Requests on which HTTP parsers disagree (RFC 9112; smuggling vectors). What follows an ambiguous head is written as a
// second request where it can be: it must never be answered.
namespace relay::test {

struct FramingCase {
  std::string name;
  std::string bytes;
  int status;  // of the one answer; 200: accepted
};

inline const std::string kNext = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

inline std::string post(const std::string& lines, const std::string& body) {
  return "POST / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n" + body;
}

inline std::string chunked(const std::string& body) { return post("Transfer-Encoding: chunked\r\n", body); }

// The head alone decides.
inline std::vector<FramingCase> head_cases() {
  const std::string abc = "Content-Length: 3\r\n";
  const std::string last = "0\r\n\r\n";
  return {
      {"length", post(abc, "abc"), 200},
      {"length with leading zeros", post("Content-Length: 003\r\n", "abc"), 200},
      {"length zero", post("Content-Length: 0\r\n", ""), 200},
      {"chunked", post("Transfer-Encoding: chunked\r\n", last), 200},
      {"chunked in capitals", post("TRANSFER-ENCODING: CHUNKED\r\n", last), 200},
      {"chunked after a tab", post("Transfer-Encoding:\tchunked\r\n", last), 200},
      {"length then chunked", post(abc + "Transfer-Encoding: chunked\r\n", last + kNext), 400},
      {"chunked then length", post("Transfer-Encoding: chunked\r\n" + abc, last + kNext), 400},
      {"gzip then length", post("Transfer-Encoding: gzip\r\n" + abc, "abc" + kNext), 400},
      {"length then identity", post(abc + "Transfer-Encoding: identity\r\n", "abc" + kNext), 400},
      {"length then xchunked", post(abc + "Transfer-Encoding: xchunked\r\n", "abc" + kNext), 400},
      {"chunked, identity", post("Transfer-Encoding: chunked, identity\r\n", "3\r\nabc\r\n" + last + kNext), 400},
      {"identity, chunked", post("Transfer-Encoding: identity, chunked\r\n", last + kNext), 400},
      {"gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", last + kNext), 400},
      {"gzip alone", post("Transfer-Encoding: gzip\r\n", "abc" + kNext), 400},
      {"chunked and identity in two lines",
       post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", last + kNext), 400},
      {"identity and chunked in two lines",
       post("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", last + kNext), 400},
      {"chunked twice", post("Transfer-Encoding: chunked, chunked\r\n", last + kNext), 400},
      {"chunked in two lines", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", last + kNext), 400},
      {"empty coding", post("Transfer-Encoding: \r\n", "abc" + kNext), 400},
      {"chunked with a comma", post("Transfer-Encoding: chunked,\r\n", last + kNext), 400},
      {"chunked with a parameter", post("Transfer-Encoding: chunked;a=b\r\n", last + kNext), 400},
      {"space before the colon", post("Transfer-Encoding : chunked\r\n", last + kNext), 400},
      {"vertical tab before chunked",
       post("Transfer-Encoding: \x0b"
            "chunked\r\n" +
                abc,
            "abc" + kNext),
       400},
      {"quoted chunked", post("Transfer-Encoding: \"chunked\"\r\n" + abc, "abc" + kNext), 400},
      {"chunked on HTTP/1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + last + kNext, 400},
      {"transfer_encoding", post("Transfer_Encoding: chunked\r\n" + abc, "abc" + kNext), 400},
      {"content_length", post("Content_Length: 5\r\n" + abc, "abc" + kNext), 400},
      {"length twice, equal", post(abc + abc, "abc" + kNext), 400},
      {"length twice, different", post(abc + "Content-Length: 4\r\n", "abc" + kNext), 400},
      {"length as a list", post("Content-Length: 3, 3\r\n", "abc" + kNext), 400},
      {"length +3", post("Content-Length: +3\r\n", "abc" + kNext), 400},
      {"length -1", post("Content-Length: -1\r\n", "abc" + kNext), 400},
      {"length 0x3", post("Content-Length: 0x3\r\n", "abc" + kNext), 400},
      {"length 3 x", post("Content-Length: 3 x\r\n", "abc" + kNext), 400},
      {"length empty", post("Content-Length: \r\n", "abc" + kNext), 400},
      {"length over 2^64", post("Content-Length: 18446744073709551619\r\n", "abc" + kNext), 400},
      {"no length", post("", "abc" + kNext), 411},
      {"no length, PUT", "PUT / HTTP/1.1\r\nHost: a\r\n\r\n" + kNext, 411},
      {"no length, PATCH", "PATCH / HTTP/1.1\r\nHost: a\r\n\r\n" + kNext, 411},
      {"bare LF everywhere", "POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\nabc" + kNext, 400},
      {"bare LF in one line", post("X: a\n" + abc, "abc" + kNext), 400},
      {"bare CR in a value", post("X: a\rb\r\n" + abc, "abc" + kNext), 400},
      {"NUL in a value", post(std::string("X: a\0b\r\n", 8) + abc, "abc" + kNext), 400},
      {"DEL in a value", post("X: a\x7f\r\n" + abc, "abc" + kNext), 400},
      {"folded line", post("X: a\r\n b\r\n" + abc, "abc" + kNext), 400},
      {"folded coding", post("Transfer-Encoding:\r\n chunked\r\n", last + kNext), 400},
      {"folded with a tab", post("X: a\r\n\tb\r\n" + abc, "abc" + kNext), 400},
      {"line without a colon", post("Xabc\r\n" + abc, "abc" + kNext), 400},
      {"space in a name", post("X y: a\r\n" + abc, "abc" + kNext), 400},
      {"first line of the headers is folded", "POST / HTTP/1.1\r\n Host: a\r\nContent-Length: 3\r\n\r\nabc" + kNext,
       400},
      {"empty name", post(": a\r\n" + abc, "abc" + kNext), 400},
      {"high bit in a name", post("X\xff: a\r\n" + abc, "abc" + kNext), 400},
      {"high bit in a value", post("X: \xc3\xa9\r\n" + abc, "abc"), 200},
      {"no Host", "POST / HTTP/1.1\r\n" + abc + "\r\nabc" + kNext, 400},
      {"no Host on HTTP/1.0", "POST / HTTP/1.0\r\n" + abc + "\r\nabc", 200},
      {"two Hosts", post("Host: b\r\n" + abc, "abc" + kNext), 400},
      {"empty Host", "POST / HTTP/1.1\r\nHost:\r\n" + abc + "\r\nabc" + kNext, 400},
      {"Host list", "POST / HTTP/1.1\r\nHost: a, b\r\n" + abc + "\r\nabc" + kNext, 400},
      {"Host with a user", "POST / HTTP/1.1\r\nHost: a@b\r\n" + abc + "\r\nabc" + kNext, 400},
      {"Host with a port", "POST / HTTP/1.1\r\nHost: relay_1:8090\r\n" + abc + "\r\nabc", 200},
      {"Host is an IPv6 address", "POST / HTTP/1.1\r\nHost: [::1]:8090\r\n" + abc + "\r\nabc", 200},
      {"absolute-form", "POST http://evil/ HTTP/1.1\r\nHost: a\r\n" + abc + "\r\nabc" + kNext, 400},
      {"authority-form", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n" + kNext, 400},
      {"asterisk-form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n" + kNext, 400},
      {"fragment in the target", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n" + kNext, 400},
      {"empty line first", "\r\n" + post(abc, "abc" + kNext), 400},
      {"two spaces in the request line", "POST  / HTTP/1.1\r\nHost: a\r\n" + abc + "\r\nabc" + kNext, 400},
      {"space in the target", "POST /a b HTTP/1.1\r\nHost: a\r\n" + abc + "\r\nabc" + kNext, 400},
      {"tabs in the request line", "POST\t/\tHTTP/1.1\r\nHost: a\r\n" + abc + "\r\nabc" + kNext, 400},
      {"control character in the target", "POST /\x01 HTTP/1.1\r\nHost: a\r\n" + abc + "\r\nabc" + kNext, 400},
      {"high bit in the target", "POST /\xe4 HTTP/1.1\r\nHost: a\r\n" + abc + "\r\nabc" + kNext, 400},
      {"empty target", "POST  HTTP/1.1\r\nHost: a\r\n\r\n" + kNext, 400},
      {"HTTP/0.9", "GET /\r\n\r\n" + kNext, 400},
      {"HTTP/1.2", "POST / HTTP/1.2\r\nHost: a\r\n" + abc + "\r\nabc" + kNext, 505},
      {"HTTP/2.0", "POST / HTTP/2.0\r\nHost: a\r\n" + abc + "\r\nabc" + kNext, 505},
      {"preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"lower-case version", "POST / http/1.1\r\nHost: a\r\n" + abc + "\r\nabc" + kNext, 400},
      {"TLS on a plain port", "\x16\x03\x01\x02", 400},
      {"unknown expectation", post("Expect: 200-ok\r\n" + abc, "abc" + kNext), 417},
      {"GET with a body", "GET / HTTP/1.1\r\nHost: a\r\n" + abc + "\r\nabc", 200},
      {"Connection names a framing header", post("Connection: content-length\r\n" + abc, "abc"), 200},
      {"quote in the method", "PO\"ST / HTTP/1.1\r\nHost: a\r\n" + abc + "\r\nabc" + kNext, 400},
      {"two signatures", post("Sentry-Hook-Signature: a\r\nSentry-Hook-Signature: b\r\n" + abc, "abc" + kNext), 400},
      {"two authorizations", post("Authorization: a\r\nAuthorization: b\r\n" + abc, "abc" + kNext), 400},
      {"path too long", "GET /" + std::string(9'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n" + kNext, 414},
      {"header too long", post("X: " + std::string(9'000, 'a') + "\r\n" + abc, "abc" + kNext), 431},
      {"too many headers",
       [] {
         std::string lines;
         for (int i = 0; i < 65; ++i) {
           lines += "X-" + std::to_string(i) + ": a\r\n";
         }
         return "GET / HTTP/1.1\r\n" + lines + "\r\n" + kNext;
       }(),
       431},
  };
}

// The head is fine, the chunks decide.
inline std::vector<FramingCase> chunk_cases() {
  return {
      {"one chunk", chunked("3\r\nabc\r\n0\r\n\r\n"), 200},
      {"leading zeros", chunked("003\r\nabc\r\n000\r\n\r\n"), 200},
      {"capital hex", chunked("A\r\n0123456789\r\n0\r\n\r\n"), 200},
      {"extension", chunked("3;a=b\r\nabc\r\n0;c\r\n\r\n"), 200},
      {"trailer", chunked("3\r\nabc\r\n0\r\nX-T: 1\r\n\r\n"), 200},
      {"trailer that names a length", chunked("0\r\nContent-Length: 5\r\n\r\n"), 200},
      {"0x3", chunked("0x3\r\nabc\r\n0\r\n\r\n" + kNext), 400},
      {"+3", chunked("+3\r\nabc\r\n0\r\n\r\n" + kNext), 400},
      {"space before the size", chunked(" 3\r\nabc\r\n0\r\n\r\n" + kNext), 400},
      {"space behind the size", chunked("3 \r\nabc\r\n0\r\n\r\n" + kNext), 400},
      {"size over 2^64", chunked("10000000000000003\r\nabc\r\n0\r\n\r\n" + kNext), 413},
      {"negative size", chunked("-1\r\nabc\r\n0\r\n\r\n" + kNext), 400},
      {"no size", chunked("\r\nabc\r\n0\r\n\r\n" + kNext), 400},
      {"only an extension", chunked(";a\r\nabc\r\n0\r\n\r\n" + kNext), 400},
      {"bare LF in an extension", chunked("3;a\nX\r\nabc\r\n0\r\n\r\n" + kNext), 400},
      {"bare CR in an extension", chunked("3;a\rX\r\nabc\r\n0\r\n\r\n" + kNext), 400},
      {"NUL in an extension", chunked("3;a" + std::string(1, '\0') + "\r\nabc\r\n0\r\n\r\n" + kNext), 400},
      {"LF only", chunked("3\nabc\n0\n\n" + kNext), 400},
      {"data longer than the size", chunked("3\r\nabcXX0\r\n\r\n" + kNext), 400},
      {"bad end of the last chunk", chunked("0\r\nXX\r\n\r\n" + kNext), 400},
      {"request instead of a trailer", chunked("0\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"), 400},
      {"folded trailer", chunked("0\r\nX: a\r\n b\r\n\r\n" + kNext), 400},
      {"trailer without a name", chunked("0\r\n: a\r\n\r\n" + kNext), 400},
      {"over the limit", chunked("100001\r\nabc"), 413},
      {"far over the limit", chunked("ffffffffffffff\r\nabc"), 413},
  };
}

}  // namespace relay::test
