// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "relay/base/result.hpp"
#include "relay/ports/operations.hpp"

// The bodies of requests. Each fails with invalid_argument and words for the person who asked. A member that is not
// known is refused: a filter that a typing error takes away would change too much.
namespace relay::console {

struct ListArguments {
  ports::DeliveryFilter filter;
  std::size_t limit{50};
};
[[nodiscard]] Result<ListArguments> list_arguments(const std::string& body);

// What to change: a filter that restricts something, or {"all": true}.
[[nodiscard]] Result<ports::DeliveryFilter> change_arguments(const std::string& body);

[[nodiscard]] Result<ports::AlertQuestion> explain_arguments(const std::string& body);

[[nodiscard]] Result<std::string> robot_argument(const std::string& body);

}  // namespace relay::console
