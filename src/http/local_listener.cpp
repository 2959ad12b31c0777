// SPDX-License-Identifier: MIT
#include "http/local_listener.hpp"

#include <cerrno>
#include <sys/socket.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "http/async.hpp"
#include "http/local_address.hpp"
#include "relay/http/local_socket.hpp"

namespace relay::http {
namespace {

constexpr int kBacklog = 16;

Error system_error(const std::string& what) {
  return fail(ErrorKind::io, what + ": " + std::generic_category().message(errno));
}

// Nobody may be hurt by what is unlinked: it is a socket that nobody serves.
Result<void> remove_stale(const std::string& path) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0) {
    return errno == ENOENT ? Result<void>(boost::system::in_place_value) : system_error("stat " + path);
  }
  if (!S_ISSOCK(found.st_mode)) {
    return fail(ErrorKind::refused, path + " exists and is no socket");
  }
  if (const Result<int> served = connect_local(path)) {
    ::close(*served);
    return fail(ErrorKind::unavailable, "another process serves " + path);
  }
  return ::unlink(path.c_str()) == 0 ? Result<void>(boost::system::in_place_value) : system_error("unlink " + path);
}

// Until it listens nobody can connect, so that the mode is right from the first connection on.
Result<void> bind(int descriptor, const LocalAddress& address, const std::string& path) {
  const sockaddr_un& raw = address.get();
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&raw), sizeof raw) != 0) {
    return system_error("bind " + path);
  }
  if (::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) {
    return system_error("chmod " + path);
  }
  return ::listen(descriptor, kBacklog) == 0 ? Result<void>(boost::system::in_place_value)
                                             : system_error("listen on " + path);
}

}  // namespace

Result<void> open_local_listener(asio::ip::tcp::acceptor& acceptor, const std::string& path) {
  const Result<LocalAddress> address = LocalAddress::of(path);
  if (!address) {
    return address.error();
  }
  if (Result<void> removed = remove_stale(path); !removed) {
    return removed;
  }
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) {
    return system_error("socket");
  }
  Result<void> bound = bind(descriptor, *address, path);
  error_code error;
  if (bound) {
    acceptor.assign(asio::ip::tcp::v4(), descriptor, error);
  }
  if (!bound || error) {
    ::close(descriptor);
    return bound ? fail(ErrorKind::io, "listen on " + path + ": " + error.message()) : bound.error();
  }
  return bound;
}

}  // namespace relay::http
