// SPDX-License-Identifier: MIT
#include "http/answer_reader.hpp"

#include <boost/asio/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "http/body_decoder.hpp"
#include "http/head_scan.hpp"

namespace relay::http {

namespace {

constexpr std::size_t kHeadLimit = 16 * 1024;
constexpr std::size_t kFieldLimit = 200;
constexpr std::size_t kInputLimit = 32 * 1024;
constexpr int kInterimLimit = 8;

Error error_for(error_code error) {
  if (error == asio::error::operation_aborted) {
    return fail(ErrorKind::cancelled, "cancelled");
  }
  return fail(ErrorKind::unavailable, error == asio::error::timed_out ? "no answer in time" : error.message());
}

std::string value(const ports::HttpHeaders& fields, std::string_view name) {
  for (const auto& [key, text] : fields) {
    if (key == name) {
      return text;
    }
  }
  return {};
}

enum class BodyEnd { framed, with_connection };

BodyEnd body_end(const ParsedAnswer& head) {
  return head.chunked || head.length ? BodyEnd::framed : BodyEnd::with_connection;
}

class AnswerReader {
 public:
  AnswerReader(Stream& stream, SteadyTime deadline) : stream_(stream), deadline_(deadline), buffer_(kInputLimit) {
    buffer_.reserve(kInputLimit);
  }

  [[nodiscard]] bool has_input() const { return buffer_.size() > 0; }

  asio::awaitable<Result<ParsedAnswer>> final_head() {
    for (int interim = 0; interim <= kInterimLimit; ++interim) {
      auto head = co_await next_head();
      if (!head || head->status >= 200) {
        co_return head;
      }
      if (head->status == 101) {
        co_return fail(ErrorKind::malformed, "it leaves HTTP, and nobody asked for that");
      }
    }
    co_return fail(ErrorKind::malformed, "interim answers without end");
  }

  asio::awaitable<Result<std::string>> body(BodyDecoder decoder, BodyEnd end) {
    std::string body;
    while (true) {
      const auto used = decoder.feed(input(), body);
      if (!used) {
        co_return used.error();
      }
      buffer_.consume(*used);
      if (decoder.is_done()) {
        co_return body;
      }
      const auto error = co_await read_more();
      if (error == asio::error::eof && end == BodyEnd::with_connection) {
        co_return body;
      }
      if (error) {
        co_return error_for(error);
      }
    }
  }

 private:
  asio::awaitable<Result<ParsedAnswer>> next_head() {
    HeadScanner scanner(kHeadLimit, kFieldLimit);
    while (true) {
      const auto scan = scanner.scan(input());
      if (const auto* refusal = std::get_if<Refusal>(&scan)) {
        co_return fail(ErrorKind::malformed, "answer: " + refusal->detail);
      }
      if (const auto* complete = std::get_if<HeadComplete>(&scan)) {
        auto head = parse_answer_head(input().substr(0, complete->bytes));
        buffer_.consume(complete->bytes);
        co_return head;
      }
      const auto error = co_await read_more();
      if (error) {
        co_return error_for(error);
      }
    }
  }

  asio::awaitable<error_code> read_more() {
    const auto space = buffer_.prepare(buffer_.max_size() - buffer_.size());
    const auto result = co_await stream_.read_some(space, deadline_);
    buffer_.commit(result.bytes);
    co_return result.error;
  }

  [[nodiscard]] std::string_view input() const {
    return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
  }

  Stream& stream_;
  SteadyTime deadline_;
  boost::beast::flat_buffer buffer_;
};

BodyDecoder decoder_for(const ParsedAnswer& head, std::size_t limit) {
  if (head.chunked) {
    return BodyDecoder::of_chunks(limit);
  }
  return head.length ? BodyDecoder::of_length(*head.length, limit) : BodyDecoder::until_end(limit);
}

}  // namespace

asio::awaitable<Result<ReceivedAnswer>> read_answer(Stream& stream, std::size_t body_limit, SteadyTime deadline) {
  AnswerReader reader(stream, deadline);
  const auto head = co_await reader.final_head();
  if (!head) {
    co_return head.error();
  }
  if (head->length && *head->length > body_limit) {
    co_return fail(ErrorKind::too_large, "the answer is over " + std::to_string(body_limit) + " bytes");
  }
  const auto end = body_end(*head);
  auto body = co_await reader.body(decoder_for(*head, body_limit), end);
  if (!body) {
    co_return body.error();
  }
  ReceivedAnswer received{{head->status, std::move(*body), value(head->fields, "content-type"),
                           value(head->fields, "retry-after"), value(head->fields, "date")},
                          head->persistence};
  if (end == BodyEnd::with_connection || reader.has_input()) {
    received.persistence = Persistence::close;
  }
  co_return received;
}

asio::awaitable<Result<int>> read_connect_answer(Stream& stream, SteadyTime deadline) {
  AnswerReader reader(stream, deadline);
  const auto head = co_await reader.final_head();
  if (!head) {
    co_return head.error();
  }
  if (head->status / 100 == 2 && reader.has_input()) {
    co_return fail(ErrorKind::malformed, "the proxy spoke before the tunnel stood");
  }
  co_return head->status;
}

}  // namespace relay::http
