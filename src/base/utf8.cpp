// SPDX-License-Identifier: MIT
#include "relay/base/utf8.hpp"

#include <algorithm>
#include <cstring>

namespace relay::utf8 {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::uint8_t byte_at(std::string_view text, std::size_t position) { return static_cast<std::uint8_t>(text[position]); }

bool is_continuation(std::uint8_t byte) { return (byte & 0xC0U) == 0x80U; }

struct Sequence {
  std::size_t length;  // bytes that belong together
  bool well_formed;
};

// The first continuation byte's allowed range, by lead byte (RFC 3629, section 4).
bool second_byte_fits(std::uint8_t lead, std::uint8_t second) {
  switch (lead) {
    case 0xE0:
      return second >= 0xA0 && second <= 0xBF;
    case 0xED:
      return second >= 0x80 && second <= 0x9F;
    case 0xF0:
      return second >= 0x90 && second <= 0xBF;
    case 0xF4:
      return second >= 0x80 && second <= 0x8F;
    default:
      return is_continuation(second);
  }
}

std::size_t length_by_lead(std::uint8_t lead) {
  if (lead < 0x80) {
    return 1;
  }
  if (lead >= 0xC2 && lead <= 0xDF) {
    return 2;
  }
  if (lead >= 0xE0 && lead <= 0xEF) {
    return 3;
  }
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

// Where the ASCII that begins at `position` ends, to the nearest eight bytes before: nearly every text is nothing else.
std::size_t skip_ascii(std::string_view text, std::size_t position) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::uint64_t eight = 0;
  while (text.size() - position >= sizeof eight) {
    std::memcpy(&eight, text.data() + position, sizeof eight);
    if ((eight & kHighBits) != 0) {
      break;
    }
    position += sizeof eight;
  }
  return position;
}

Sequence sequence_at(std::string_view text, std::size_t position) {
  const std::uint8_t lead = byte_at(text, position);
  const std::size_t wanted = length_by_lead(lead);
  if (wanted <= 1) {
    return {1, wanted == 1};
  }
  std::size_t have = 1;
  while (have < wanted && position + have < text.size()) {
    const std::uint8_t next = byte_at(text, position + have);
    if (have == 1 ? !second_byte_fits(lead, next) : !is_continuation(next)) {
      break;
    }
    ++have;
  }
  return {have, have == wanted};
}

}  // namespace

bool is_valid(std::string_view text) {
  for (std::size_t i = skip_ascii(text, 0); i < text.size(); i = skip_ascii(text, i)) {
    const Sequence sequence = sequence_at(text, i);
    if (!sequence.well_formed) {
      return false;
    }
    i += sequence.length;
  }
  return true;
}

std::string repair(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const Sequence sequence = sequence_at(text, i);
    const bool keep = sequence.well_formed && text[i] != '\0';
    out.append(keep ? text.substr(i, sequence.length) : kReplacement);
    i += sequence.length;
  }
  return out;
}

std::string_view cut_bytes(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) {
    return text;
  }
  std::size_t end = bytes;
  while (end > 0 && is_continuation(byte_at(text, end))) {
    --end;
  }
  return text.substr(0, end);
}

std::string_view cut_characters(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  for (std::size_t n = 0; n < characters && end < text.size(); ++n) {
    end += std::max<std::size_t>(length_by_lead(byte_at(text, end)), 1);
  }
  return text.substr(0, end);
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(static_cast<std::uint8_t>(c)); }));
}

void append(std::string& out, std::uint32_t code_point) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(static_cast<std::uint8_t>(byte))); };
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (surrogate || code_point > 0x10FFFF) {
    out.append(kReplacement);
  } else if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0U | (code_point >> 6U));
    put(0x80U | (code_point & 0x3FU));
  } else if (code_point < 0x10000) {
    put(0xE0U | (code_point >> 12U));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  } else {
    put(0xF0U | (code_point >> 18U));
    put(0x80U | ((code_point >> 12U) & 0x3FU));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  }
}

std::uint32_t decode(std::string_view text, std::size_t& position) {
  const std::uint8_t lead = byte_at(text, position);
  const std::size_t length = std::max<std::size_t>(length_by_lead(lead), 1);
  constexpr std::uint32_t kLeadMask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  std::uint32_t code_point = lead & kLeadMask[length];
  for (std::size_t i = 1; i < length; ++i) {
    code_point = (code_point << 6U) | (byte_at(text, position + i) & 0x3FU);
  }
  position += length;
  return code_point;
}

}  // namespace relay::utf8
