// SPDX-License-Identifier: MIT
#include "http/local_listener.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/local_address.hpp"
#include "relay/http/local_socket.hpp"
#include "support/temp_dir.hpp"

namespace relay::http {
namespace {

class LocalListenerTest : public testing::Test {
 protected:
  Result<void> open(boost::asio::ip::tcp::acceptor& acceptor) { return open_local_listener(acceptor, path); }

  test::TempDir directory;
  std::string path{directory.file("a.sock")};
  boost::asio::io_context io;
  boost::asio::ip::tcp::acceptor first{io};
  boost::asio::ip::tcp::acceptor second{io};
};

TEST_F(LocalListenerTest, IsForItsOwnerOnly) {
  ASSERT_TRUE(open(first));
  struct stat found {};
  ASSERT_EQ(::lstat(path.c_str(), &found), 0);
  EXPECT_TRUE(S_ISSOCK(found.st_mode));
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST_F(LocalListenerTest, CanBeConnectedTo) {
  ASSERT_TRUE(open(first));
  const Result<int> connected = connect_local(path);
  ASSERT_TRUE(connected.has_value()) << connected.error().detail;
  ::close(*connected);
}

TEST_F(LocalListenerTest, ReplacesWhatAProcessLeftThatIsGone) {
  ASSERT_TRUE(open(first));
  first.close();
  EXPECT_EQ(connect_local(path).error().kind, ErrorKind::unavailable);
  EXPECT_TRUE(open(second));
}

TEST_F(LocalListenerTest, IsNotTakenFromAProcessThatServesIt) {
  ASSERT_TRUE(open(first));
  EXPECT_EQ(open(second).error().kind, ErrorKind::unavailable);
  EXPECT_TRUE(connect_local(path).has_value());
}

TEST_F(LocalListenerTest, DeletesNothingButSockets) {
  test::write_file(path, "precious");
  EXPECT_EQ(open(first).error().kind, ErrorKind::refused);
  EXPECT_EQ(test::read_file(path), "precious");
}

TEST_F(LocalListenerTest, MayLieUnderALongPath) {
  std::string deep = directory.path().string();
  for (int i = 0; i < 4; ++i) {
    deep += "/" + std::string(40, static_cast<char>('a' + i));
    ASSERT_EQ(::mkdir(deep.c_str(), 0700), 0);
  }
  path = deep + "/spool.db.sock";
  ASSERT_TRUE(open(first));
  const Result<int> connected = connect_local(path);
  ASSERT_TRUE(connected.has_value()) << connected.error().detail;
  ::close(*connected);
}

TEST(LocalAddress, SaysThatThereIsNone) {
  const test::TempDir directory;
  EXPECT_EQ(connect_local(directory.file("none.sock")).error().kind, ErrorKind::not_found);
  EXPECT_EQ(connect_local(directory.file(std::string(200, 'n'))).error().kind, ErrorKind::invalid_argument);
}

}  // namespace
}  // namespace relay::http
