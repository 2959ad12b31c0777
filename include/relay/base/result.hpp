// SPDX-License-Identifier: MIT
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <utility>

namespace relay {

// What went wrong, as far as a caller may decide by it. The text is for people.
enum class ErrorKind {
  invalid_argument,  // the caller gave something that can never work
  malformed,         // outside input that does not have the shape it must have
  too_large,         // outside input over a stated limit
  not_found,
  unavailable,  // busy, locked or not reachable now; another try may work
  io,           // the operating system or a library failed: errno or its words are in the detail
  refused,      // a rule says no: permission, newer schema, unsupported file system
  cancelled,    // shutdown; not an error to report
};

struct Error {
  ErrorKind kind;
  std::string detail;  // "what, where"; never holds a secret
};

// Fallible functions return this; check at once, add context, return.
template <class T>
using Result = boost::system::result<T, Error>;

[[nodiscard]] inline Error fail(ErrorKind kind, std::string detail) { return Error{kind, std::move(detail)}; }

}  // namespace relay
