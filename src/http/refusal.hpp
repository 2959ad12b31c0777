// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace relay::http {

// Why the server itself answers instead of its handler. Every refusal closes the connection.
struct Refusal {
  int status;
  std::string code;    // snake_case, the "error" of the JSON body
  std::string detail;  // for people; never quotes what came in
};

}  // namespace relay::http
