// SPDX-License-Identifier: MIT
#include "relay/http/local_socket.hpp"

#include <cerrno>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

#include "http/local_address.hpp"

namespace relay::http {
namespace {

ErrorKind kind_of(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return ErrorKind::not_found;
    case ECONNREFUSED:
    case EAGAIN:
      return ErrorKind::unavailable;
    case EACCES:
    case EPERM:
      return ErrorKind::refused;
    default:
      return ErrorKind::io;
  }
}

}  // namespace

Result<int> connect_local(const std::string& path) {
  const Result<LocalAddress> address = LocalAddress::of(path);
  if (!address) {
    return address.error();
  }
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) {
    return fail(ErrorKind::io, "socket: " + std::generic_category().message(errno));
  }
  const sockaddr_un& raw = address->get();
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&raw), sizeof raw) != 0) {
    const int error = errno;
    ::close(descriptor);
    return fail(kind_of(error), "connect " + path + ": " + std::generic_category().message(error));
  }
  return descriptor;
}

}  // namespace relay::http
