// SPDX-License-Identifier: MIT
#include "telemetry/log_sink.hpp"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spdlog/pattern_formatter.h>
#include <string>
#include <unistd.h>

namespace relay::telemetry {
namespace {

class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) {
      throw std::runtime_error("pipe2 failed");
    }
  }
  ~Pipe() {
    close_reader();
    ::close(ends_[1]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] int reader() const { return ends_[0]; }
  [[nodiscard]] int writer() const { return ends_[1]; }
  void close_reader() {
    if (ends_[0] >= 0) {
      ::close(std::exchange(ends_[0], -1));
    }
  }
  std::string read() const {
    std::string text(65'536, '\0');
    const ssize_t count = ::read(ends_[0], text.data(), text.size());
    return text.substr(0, static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

void write_line(LogSink& sink, const std::string& text) {
  sink.log(spdlog::details::log_msg("relay", spdlog::level::info, text));
}

TEST(LogSink, WritesLinesLongerThanAPipeTakesAtOnce) {
  const Pipe pipe;
  LogSink sink(pipe.writer());
  sink.set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
  const std::string text(20'000, 'x');
  write_line(sink, text);
  EXPECT_EQ(pipe.read(), text + "\n");
}

TEST(LogSink, WritesLinesThatWaitBehindEachOtherTogether) {
  const Pipe pipe;
  bool more = true;
  LogSink sink(pipe.writer(), [&more] { return more; });
  sink.set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
  ::fcntl(pipe.reader(), F_SETFL, O_NONBLOCK);
  write_line(sink, "one");
  EXPECT_EQ(pipe.read(), "");
  more = false;
  write_line(sink, "two");
  EXPECT_EQ(pipe.read(), "one\ntwo\n");
}

// A line that follows a write at once waits for those behind it, so that they need not wake the thread.
TEST(LogSink, GathersLinesThatFollowAWriteAtOnce) {
  const Pipe pipe;
  ::fcntl(pipe.reader(), F_SETFL, O_NONBLOCK);
  std::string answers;  // of `more`, from behind; then no
  LogSink sink(pipe.writer(), [&answers] {
    const bool more = !answers.empty() && answers.back() == 'y';
    answers.resize(answers.empty() ? 0 : answers.size() - 1);
    return more;
  });
  sink.set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
  bool gathered = false;
  for (int tries = 0; !gathered && tries < 1'000; ++tries) {  // a pause of the test itself is no failure
    answers.clear();
    write_line(sink, "one");
    EXPECT_EQ(pipe.read(), "one\n");
    answers = "yn";  // none is there yet, one has come when the time is over
    write_line(sink, "two");
    gathered = pipe.read().empty();
    answers.clear();
    write_line(sink, "three");
    EXPECT_EQ(pipe.read(), gathered ? "two\nthree\n" : "three\n");
  }
  EXPECT_TRUE(gathered);
}

TEST(LogSink, WritesWhatIsLeftWhenItGoes) {
  const Pipe pipe;
  {
    LogSink sink(pipe.writer(), [] { return true; });
    sink.set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
    write_line(sink, "last words");
  }
  EXPECT_EQ(pipe.read(), "last words\n");
}

// Another process may write into the same pipe: a line that fits is never torn.
TEST(LogSink, CutsBetweenLines) {
  const Pipe pipe;
  bool more = true;
  LogSink sink(pipe.writer(), [&more] { return more; });
  sink.set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
  ::fcntl(pipe.writer(), F_SETFL, O_DIRECT);  // each write is a packet of its own (pipe(2))
  write_line(sink, std::string(3'000, 'a'));
  more = false;
  write_line(sink, std::string(3'000, 'b'));
  EXPECT_EQ(pipe.read(), std::string(3'000, 'a') + "\n");
  EXPECT_EQ(pipe.read(), std::string(3'000, 'b') + "\n");
}

TEST(LogSink, DropsWhatNobodyReadsOnceItShallLeave) {
  const Pipe pipe;
  LogSink sink(pipe.writer());
  sink.leave_by(std::chrono::steady_clock::now());
  for (int i = 0; i < 100; ++i) {
    write_line(sink, std::string(10'000, 'x'));  // a pipe takes 64 KiB; this returns all the same
  }
  EXPECT_FALSE(pipe.read().empty());
}

TEST(LogSink, OutlivesItsReader) {
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  pipe.close_reader();
  LogSink sink(pipe.writer());
  write_line(sink, "nobody reads this");
  std::signal(SIGPIPE, before);
}

}  // namespace
}  // namespace relay::telemetry
