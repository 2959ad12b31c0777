// SPDX-License-Identifier: MIT
#include "http/body_decoder.hpp"

#include <algorithm>

#include "http/characters.hpp"

namespace relay::http {

namespace {

// An honest sender of one-byte chunks spends 5 bytes of framing a byte; extensions and trailers fit the fixed part.
constexpr std::uint64_t kFreeOverhead = 16 * 1024;
constexpr std::uint64_t kOverheadPerByte = 8;

}  // namespace

BodyDecoder BodyDecoder::of_length(std::uint64_t length, std::uint64_t limit) {
  return BodyDecoder(length == 0 ? State::done : State::data, length, limit);
}

BodyDecoder BodyDecoder::of_chunks(std::uint64_t limit) {
  BodyDecoder decoder(State::size_first, 0, limit);
  decoder.in_chunks_ = true;
  return decoder;
}

BodyDecoder BodyDecoder::until_end(std::uint64_t limit) { return BodyDecoder(State::all, 0, limit); }

Result<std::size_t> BodyDecoder::feed(std::string_view input, std::string& out) {
  std::size_t used = 0;
  while (used < input.size() && !is_done()) {
    if (state_ == State::data || state_ == State::all) {
      const auto taken = take_data(input.substr(used), out);
      if (!taken) {
        return taken.error();
      }
      used += *taken;
      continue;
    }
    if (!take_framing(input[used++])) {
      return fail(ErrorKind::malformed, "broken chunked framing");
    }
    if (left_ > limit_ - received_) {
      return fail(ErrorKind::too_large, "the body is over the limit");
    }
    if (++overhead_ > kFreeOverhead + kOverheadPerByte * received_) {
      return fail(ErrorKind::malformed, "more chunk framing than body");
    }
  }
  return used;
}

Result<std::size_t> BodyDecoder::take_data(std::string_view input, std::string& out) {
  auto size = input.size();
  if (state_ == State::data) {
    size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, size));
    left_ -= size;
  }
  if (size > limit_ - received_) {
    return fail(ErrorKind::too_large, "the body is over the limit");
  }
  out.append(input.data(), size);
  received_ += size;
  if (state_ == State::data && left_ == 0) {
    state_ = in_chunks_ ? State::data_cr : State::done;
  }
  return size;
}

// RFC 9112, section 7.1. False: not in the grammar.
bool BodyDecoder::take_framing(char c) {
  switch (state_) {
    case State::size_first:
    case State::size:
      return take_size(c);
    case State::extension:
      state_ = c == '\r' ? State::size_lf : State::extension;
      return c == '\r' || is_field_text(c);
    case State::size_lf:
      state_ = after_size();
      return c == '\n';
    case State::data_cr:
      state_ = State::data_lf;
      return c == '\r';
    case State::data_lf:
      state_ = State::size_first;
      return c == '\n';
    case State::trailer_first:
    case State::trailer_name:
    case State::trailer_value:
    case State::trailer_lf:
    case State::end_lf:
      return take_trailer(c);
    case State::data:
    case State::all:
    case State::done:
      break;
  }
  return false;
}

bool BodyDecoder::take_size(char c) {
  if (const int digit = hex_digit(c); digit >= 0) {
    // 2^60 is above every limit, so the shift never loses a bit.
    const bool fits = left_ < (std::uint64_t{1} << 60);
    left_ = (left_ << 4) | static_cast<std::uint64_t>(digit);
    state_ = State::size;
    return fits;
  }
  const bool has_digits = state_ == State::size;
  state_ = c == '\r' ? State::size_lf : State::extension;
  return has_digits && (c == '\r' || c == ';');
}

bool BodyDecoder::take_trailer(char c) {
  if (state_ == State::trailer_first) {
    state_ = c == '\r' ? State::end_lf : State::trailer_name;
    return c == '\r' || is_token(c);
  }
  if (state_ == State::trailer_name) {
    state_ = c == ':' ? State::trailer_value : State::trailer_name;
    return c == ':' || is_token(c);
  }
  if (state_ == State::trailer_value) {
    state_ = c == '\r' ? State::trailer_lf : State::trailer_value;
    return c == '\r' || is_field_text(c);
  }
  state_ = state_ == State::end_lf ? State::done : State::trailer_first;
  return c == '\n';
}

}  // namespace relay::http
