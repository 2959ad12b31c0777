// SPDX-License-Identifier: MIT
#include "relay/base/secret.hpp"

#include <ostream>

namespace relay {

std::ostream& operator<<(std::ostream& out, const Secret& /*secret*/) { return out << "***"; }

std::string masked(const Secret& secret) {
  constexpr std::size_t kShortest = 16;
  const std::string& text = secret.expose();
  const std::string shown = text.size() < kShortest ? std::string{} : text.substr(0, 4);
  return shown + "…(" + std::to_string(text.size()) + ")";
}

}  // namespace relay
