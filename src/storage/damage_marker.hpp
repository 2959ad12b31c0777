// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relay::storage {

// A file beside the spool that says: a run met damage in it. The next start then looks at the whole file instead of for
// a moment, and sets it aside when something is wrong; without it a damaged page that a start does not touch would end
// one run after the other. A check that finds nothing is believed once: the marker stays until a run ended well, and a
// second line in it means that the file is set aside whatever the check says.
class DamageMarker {
 public:
  explicit DamageMarker(const std::string& spool_path) : path_(spool_path + ".damaged") {}

  // Adds a line, durably. Never fails: on a disk that cannot take it, the next start is the same without.
  void leave(std::string_view words) const;
  // How often it was left since a run ended well.
  [[nodiscard]] int count() const;
  void remove() const;

 private:
  std::string path_;
};

}  // namespace relay::storage
