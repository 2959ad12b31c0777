// SPDX-License-Identifier: MIT
#include "storage/meta.hpp"

#include <gtest/gtest.h>

#include "spool_file.hpp"

namespace relay::storage {
namespace {

TEST(Meta, KeepsTextsAndNumbers) {
  SpoolFile spool;
  must(set_meta(*spool.database, "name", std::string_view("first")));
  must(set_meta(*spool.database, "name", std::string_view("second")));
  must(set_meta(*spool.database, "number", std::int64_t{-7}));
  EXPECT_EQ(must(meta_text(*spool.database, "name")), "second");
  EXPECT_EQ(must(meta_integer(*spool.database, "number")), -7);
}

TEST(Meta, MissingKeyIsNothing) {
  SpoolFile spool;
  EXPECT_EQ(must(meta_text(*spool.database, "absent")), std::nullopt);
  EXPECT_EQ(must(meta_integer(*spool.database, "absent")), std::nullopt);
}

}  // namespace
}  // namespace relay::storage
