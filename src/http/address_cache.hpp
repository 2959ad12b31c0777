// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>

#include "http/addresses.hpp"
#include "http/async.hpp"

namespace relay::http {

// What was once resolved, and for how long it is good.
class AddressCache {
 public:
  void store(const std::string& host, Addresses addresses, SteadyTime now);
  // At most 60 s old.
  [[nodiscard]] std::optional<Addresses> fresh(const std::string& host, SteadyTime now) const;
  // At most 24 h old: better than nothing while the name servers fail.
  [[nodiscard]] std::optional<Addresses> stale(const std::string& host, SteadyTime now) const;

 private:
  struct Entry {
    Addresses addresses;
    SteadyTime stored;
  };
  [[nodiscard]] std::optional<Addresses> younger_than(const std::string& host, SteadyTime now, Milliseconds age) const;

  std::map<std::string, Entry> entries_;  // one a configured host: few
};

}  // namespace relay::http
