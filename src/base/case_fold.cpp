// SPDX-License-Identifier: MIT
#include "relay/base/case_fold.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "relay/base/utf8.hpp"

namespace relay {
namespace {

// Every `step`-th code point from first to last becomes the one `delta` away.
struct Folding {
  std::uint32_t first;
  std::uint32_t last;
  std::uint32_t step;
  std::int32_t delta;
};

constexpr std::array<Folding, 50> kFoldings{{
    {0x0041, 0x005A, 1, 32},                                                             // Latin
    {0x00B5, 0x00B5, 1, 775},   {0x00C0, 0x00D6, 1, 32},    {0x00D8, 0x00DE, 1, 32},     // Latin-1
    {0x0100, 0x012E, 2, 1},     {0x0132, 0x0136, 2, 1},     {0x0139, 0x0147, 2, 1},      // Extended-A
    {0x014A, 0x0176, 2, 1},     {0x0178, 0x0178, 1, -121},  {0x0179, 0x017D, 2, 1},      //
    {0x017F, 0x017F, 1, -268},  {0x01CD, 0x01DB, 2, 1},     {0x01DE, 0x01EE, 2, 1},      // Extended-B
    {0x01A0, 0x01A4, 2, 1},     {0x01AF, 0x01AF, 1, 1},     {0x01F8, 0x021E, 2, 1},      //
    {0x0222, 0x0232, 2, 1},     {0x0386, 0x0386, 1, 38},    {0x0388, 0x038A, 1, 37},     // Greek
    {0x038C, 0x038C, 1, 64},    {0x038E, 0x038F, 1, 63},    {0x0391, 0x03A1, 1, 32},     //
    {0x03A3, 0x03AB, 1, 32},    {0x03C2, 0x03C2, 1, 1},     {0x03D0, 0x03D0, 1, -30},    //
    {0x03D1, 0x03D1, 1, -25},   {0x03D5, 0x03D5, 1, -15},   {0x03D6, 0x03D6, 1, -22},    //
    {0x03D8, 0x03EE, 2, 1},     {0x03F0, 0x03F0, 1, -54},   {0x03F1, 0x03F1, 1, -48},    //
    {0x0400, 0x040F, 1, 80},    {0x0410, 0x042F, 1, 32},    {0x0460, 0x0480, 2, 1},      // Cyrillic
    {0x048A, 0x04BE, 2, 1},     {0x04C0, 0x04C0, 1, 15},    {0x04C1, 0x04CD, 2, 1},      //
    {0x04D0, 0x052E, 2, 1},     {0x0531, 0x0556, 1, 48},                                 // Armenian
    {0x1E00, 0x1E94, 2, 1},     {0x1E9B, 0x1E9B, 1, -58},   {0x1E9E, 0x1E9E, 1, -7615},  // Latin
    {0x1EA0, 0x1EFE, 2, 1},                                                              // Vietnamese
    {0x2126, 0x2126, 1, -7517}, {0x212A, 0x212A, 1, -8383}, {0x212B, 0x212B, 1, -8262},  // Ω K Å
    {0x2160, 0x216F, 1, 16},    {0x24B6, 0x24CF, 1, 26},                                 // Ⅷ Ⓐ
    {0xFF21, 0xFF3A, 1, 32},                                                             // full-width
    {0x10400, 0x10427, 1, 40},                                                           // Deseret
}};

std::uint32_t folded(std::uint32_t code_point) {
  const auto* found = std::find_if(kFoldings.begin(), kFoldings.end(), [=](const Folding& folding) {
    return code_point >= folding.first && code_point <= folding.last &&
           (code_point - folding.first) % folding.step == 0;
  });
  return found == kFoldings.end() ? code_point
                                  : static_cast<std::uint32_t>(static_cast<std::int32_t>(code_point) + found->delta);
}

char folded_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Of scripts without case, which many a message consists of, no range need be looked through.
bool may_have_case(std::uint32_t code_point) { return code_point < 0x2500 || code_point > 0xFEFF; }

}  // namespace

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      out += folded_ascii(text[i++]);
      continue;
    }
    const std::uint32_t code_point = utf8::decode(text, i);
    utf8::append(out, may_have_case(code_point) ? folded(code_point) : code_point);
  }
  return out;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), folded_ascii);
  return out;
}

}  // namespace relay
