// SPDX-License-Identifier: MIT
#include "relay/dingtalk/template_fault.hpp"

namespace relay::dingtalk {

std::string_view to_string(TemplateFault fault) {
  switch (fault) {
    case TemplateFault::too_long:
      return "too_long";
    case TemplateFault::empty:
      return "empty";
  }
  return {};
}

}  // namespace relay::dingtalk
