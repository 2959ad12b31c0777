// SPDX-License-Identifier: MIT
#include "torture/load.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "relay/base/crypto.hpp"

namespace relay::torture {
namespace {

using std::chrono::steady_clock;

struct Answer {
  int status;  // 0: none
  std::string body;
  bool sent;
};

// One request on a connection of its own.
Answer ask(std::uint16_t port, const std::string& bytes, Milliseconds patience) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval limit{patience.count() / 1000, (patience.count() % 1000) * 1000};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  Answer answer{0, {}, false};
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    std::size_t done = 0;
    for (ssize_t count = 1; count > 0 && done < bytes.size();) {
      count = ::send(fd, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
      done += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    answer.sent = done == bytes.size();
    std::string text;
    char buffer[4096];
    for (ssize_t count = 0; (count = ::recv(fd, buffer, sizeof buffer, 0)) > 0;) {
      text.append(buffer, static_cast<std::size_t>(count));
    }
    const std::size_t head = text.find("\r\n\r\n");
    if (head != std::string::npos) {
      answer.status = std::atoi(text.c_str() + 9);
      answer.body = text.substr(head + 4);
    }
  }
  ::close(fd);
  return answer;
}

std::string request(const std::string& title, std::size_t padding) {
  std::string body = test::event_body(title);
  if (padding > 0) {
    body.insert(body.size() - 1, ",\"padding\":\"" + std::string(padding, 'p') + "\"");
  }
  const test::RawHeaders headers{
      {"Content-Type", "application/json"},
      {"Sentry-Hook-Resource", "event_alert"},
      {"Sentry-Hook-Signature", crypto::hex(crypto::hmac_sha256(test::kClientSecret, body))}};
  return test::request_bytes("POST", "/sentry/main", headers, body);
}

}  // namespace

void pass(Milliseconds time) { ::poll(nullptr, 0, static_cast<int>(time.count())); }

bool ends_within(pid_t pid, Milliseconds limit) {
  pollfd ended{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)), POLLIN, 0};
  const bool over = ended.fd < 0 || ::poll(&ended, 1, static_cast<int>(limit.count())) == 1;
  ::close(ended.fd);
  return over;
}

Load::Load(std::uint16_t port, std::string prefix, LoadPlan plan)
    : port_(port), prefix_(std::move(prefix)), plan_(plan) {
  for (int client = 0; client < plan_.clients; ++client) {
    threads_.emplace_back([this, client] { run(client); });
  }
}

void Load::stop() {
  stopping_ = true;
  for (std::thread& thread : threads_) {
    thread.join();
  }
  threads_.clear();
}

void Load::run(int client) {
  for (int i = 0; !stopping_; ++i) {
    const std::string title = prefix_ + "-" + std::to_string(client) + "-" + std::to_string(i) + ".";
    const std::string bytes = request(title, plan_.padding);
    const auto began = steady_clock::now();
    const Answer answer = ask(port_, bytes, plan_.patience);
    const std::chrono::duration<double, std::milli> took = steady_clock::now() - began;
    if (answer.sent) {
      note(answer.status, title, answer.body, took.count());
    }
    if (!answer.sent || plan_.pause.count() > 0) {
      pass(std::max(plan_.pause, Milliseconds{5}));
    }
  }
}

void Load::note(int status, const std::string& title, const std::string& body, double milliseconds) {
  const std::lock_guard lock(mutex_);
  ++answers_[status];
  sent_.push_back(title);
  if (status >= 500 && !first_refusal_.has_value()) {
    first_refusal_ = steady_clock::now();
  }
  if (status == 200) {
    const auto json = nlohmann::json::parse(body);
    acks_.push_back({json.contains("id") ? std::stoll(json.at("id").get<std::string>()) : 0, title});
    latencies_.push_back(milliseconds);
  }
}

std::optional<steady_clock::time_point> Load::first_refusal() {
  const std::lock_guard lock(mutex_);
  return first_refusal_;
}

std::vector<Ack> Load::acks() {
  const std::lock_guard lock(mutex_);
  return acks_;
}

std::vector<std::string> Load::sent() {
  const std::lock_guard lock(mutex_);
  return sent_;
}

std::map<int, int> Load::answers() {
  const std::lock_guard lock(mutex_);
  return answers_;
}

double Load::latency(double part) {
  const std::lock_guard lock(mutex_);
  if (latencies_.empty()) {
    return 0;
  }
  std::sort(latencies_.begin(), latencies_.end());
  const auto last = static_cast<double>(latencies_.size() - 1);
  return latencies_[static_cast<std::size_t>(last * part)];
}

}  // namespace relay::torture
