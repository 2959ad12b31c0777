// SPDX-License-Identifier: MIT
#include "http/local_address.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace relay::http {
namespace {

constexpr std::size_t kLongest = sizeof(sockaddr_un{}.sun_path) - 1;

}  // namespace

LocalAddress::LocalAddress(const std::string& text, int directory) : directory_(directory) {
  address_.sun_family = AF_UNIX;
  std::copy(text.begin(), text.end(), std::begin(address_.sun_path));
}

LocalAddress::LocalAddress(LocalAddress&& other) noexcept
    : address_(other.address_), directory_(std::exchange(other.directory_, -1)) {}

LocalAddress::~LocalAddress() {
  if (directory_ >= 0) {
    ::close(directory_);
  }
}

Result<LocalAddress> LocalAddress::of(const std::string& path) {
  if (path.size() <= kLongest) {
    return LocalAddress(path, -1);
  }
  const std::size_t slash = path.rfind('/');
  const std::string directory = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int descriptor = ::open(directory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    return fail(ErrorKind::io, "open " + directory + ": " + std::generic_category().message(errno));
  }
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const std::string text = "/proc/self/fd/" + std::to_string(descriptor) + "/" + name;
  if (text.size() > kLongest) {
    ::close(descriptor);
    return fail(ErrorKind::invalid_argument, path + ": the name is too long for a socket");
  }
  return LocalAddress(text, descriptor);
}

}  // namespace relay::http
