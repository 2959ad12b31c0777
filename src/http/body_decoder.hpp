// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "relay/base/result.hpp"

namespace relay::http {

// Takes a message body out of its framing, for requests and answers. Needs no look-ahead, keeps nothing but a few
// numbers, drops chunk extensions and trailers, and bounds both.
//
// Beast 345's own chunk decoder is not used: it aborts (BOOST_ASSERT) when an empty chunked body comes as "0\r\n" and
// then one byte, keeps trailers among the headers, and bounds neither trailers nor extensions.
class BodyDecoder {
 public:
  [[nodiscard]] static BodyDecoder of_length(std::uint64_t length, std::uint64_t limit);
  [[nodiscard]] static BodyDecoder of_chunks(std::uint64_t limit);
  // Ends with the connection (answers only); the caller knows when.
  [[nodiscard]] static BodyDecoder until_end(std::uint64_t limit);

  // Appends what `input` holds of the body to `out`; at most input.size() bytes. The value is how much of `input`
  // belonged to this message. too_large: over `limit`; malformed: broken or wasteful framing.
  [[nodiscard]] Result<std::size_t> feed(std::string_view input, std::string& out);

  [[nodiscard]] bool is_done() const { return state_ == State::done; }

 private:
  enum class State {
    data,
    all,
    size_first,
    size,
    extension,
    size_lf,
    data_cr,
    data_lf,
    trailer_first,
    trailer_name,
    trailer_value,
    trailer_lf,
    end_lf,
    done,
  };

  BodyDecoder(State state, std::uint64_t left, std::uint64_t limit) : state_(state), left_(left), limit_(limit) {}

  [[nodiscard]] Result<std::size_t> take_data(std::string_view input, std::string& out);
  [[nodiscard]] bool take_framing(char c);
  [[nodiscard]] bool take_size(char c);
  [[nodiscard]] bool take_trailer(char c);
  [[nodiscard]] State after_size() const { return left_ == 0 ? State::trailer_first : State::data; }

  State state_;
  std::uint64_t left_;   // of the body or of this chunk
  std::uint64_t limit_;  // of the whole body
  std::uint64_t received_{0};
  std::uint64_t overhead_{0};  // bytes of framing
  bool in_chunks_{false};
};

}  // namespace relay::http
