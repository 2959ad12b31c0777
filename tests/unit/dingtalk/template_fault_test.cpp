// SPDX-License-Identifier: MIT
#include "relay/dingtalk/template_fault.hpp"

#include <gtest/gtest.h>

namespace relay::dingtalk {
namespace {

TEST(TemplateFault, HasAStableName) {
  EXPECT_EQ(to_string(TemplateFault::too_long), "too_long");
  EXPECT_EQ(to_string(TemplateFault::empty), "empty");
}

}  // namespace
}  // namespace relay::dingtalk
