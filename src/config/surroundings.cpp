// SPDX-License-Identifier: MIT
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <sys/stat.h>

#include "relay/config/load.hpp"

namespace relay::config {
namespace {

constexpr std::size_t kMostBytes = 1U << 20U;

Error io_error() { return fail(ErrorKind::io, std::strerror(errno)); }

// The detail names no path: whoever asked knows it, and it may be a misplaced secret.
Result<std::string> read_whole(const std::string& path) {
  const auto close = [](std::FILE* file) { static_cast<void>(std::fclose(file)); };
  const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "rbe"), close);
  if (file == nullptr) {
    return io_error();
  }
  std::string out;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
    out.append(buffer.data(), count);
    if (out.size() > kMostBytes) {
      return fail(ErrorKind::too_large, "larger than 1 MiB");
    }
  }
  if (std::ferror(file.get()) != 0) {
    return io_error();
  }
  return out;
}

std::optional<std::string> variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

bool is_readable_by_everyone(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && (status.st_mode & S_IROTH) != 0;
}

}  // namespace

Surroundings real_surroundings() {
  return {.environment = variable, .read_file = read_whole, .readable_by_everyone = is_readable_by_everyone};
}

}  // namespace relay::config
