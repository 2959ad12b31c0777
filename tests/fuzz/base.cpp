// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>

#include "fuzz/check.hpp"
#include "relay/base/crypto.hpp"
#include "relay/base/url.hpp"
#include "relay/base/utf8.hpp"

namespace relay::fuzz {
namespace {

void utf8_holds(std::string_view text) {
  const std::string repaired = utf8::repair(text);
  check(utf8::is_valid(repaired), "repaired text is valid");
  check(repaired.find('\0') == std::string::npos, "repaired text has no NUL");
  check(utf8::repair(repaired) == repaired, "repair changes nothing the second time");
  const std::size_t half = repaired.size() / 2;
  const std::string_view cut = utf8::cut_bytes(repaired, half);
  check(cut.size() <= half && cut.size() + 4 > half && utf8::is_valid(cut), "a cut ends on the last border");
  std::string again;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < repaired.size(); ++characters) {
    utf8::append(again, utf8::decode(repaired, i));
  }
  check(again == repaired, "append undoes decode");
  check(utf8::count_characters(repaired) == characters, "count and decode agree");
}

void url_holds(std::string_view text) {
  const Result<Url> url = parse_url(text);
  if (!url.has_value()) {
    return;
  }
  check(url->path.starts_with('/'), "a path begins with a slash");
  check(url->text().find_first_of("\r\n\t ") == std::string::npos, "a URL holds no white space");
  const Result<Url> again = parse_url(url->text());
  check(again.has_value(), "a URL can be read back");
  check(again->text() == url->text(), "a URL reads back as itself");
  check(again->host == url->host && again->port == url->port, "nothing moves into or out of the host");
}

void escapes_hold(std::string_view text) {
  const Result<std::string> decoded = percent_decode(percent_encode(text));
  check(decoded.has_value() && *decoded == text, "percent_decode undoes percent_encode");
  check(crypto::from_hex(crypto::hex(text)) == text, "from_hex undoes hex");
  (void)query_parameters(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = view(data, size);
  utf8_holds(text);
  url_holds(text);
  escapes_hold(text);
  return 0;
}

}  // namespace relay::fuzz
