// SPDX-License-Identifier: MIT
#include "storage/file_uri.hpp"

#include <gtest/gtest.h>

namespace relay::storage {
namespace {

TEST(FileUri, EscapesWhatCouldMeanSomething) {
  EXPECT_EQ(file_uri("/var/lib/a-b_c.db", "/x.lock"), "file:/var/lib/a-b_c.db?modeof=/x.lock");
  EXPECT_EQ(file_uri("/a?b#c%d e", "l"), "file:/a%3fb%23c%25d%20e?modeof=l");
}

}  // namespace
}  // namespace relay::storage
