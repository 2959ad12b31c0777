// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "relay/ports/operations.hpp"

namespace relay::test {

// Answers as a test wants, and remembers what it was asked. `failure` makes every call fail.
class FakeOperations final : public ports::Operations {
 public:
  boost::asio::awaitable<Result<std::vector<ports::ListedDelivery>>> list(ports::DeliveryFilter filter,
                                                                          std::size_t limit) override {
    asked = filter;
    asked_limit = limit;
    co_return outcome(listed);
  }
  boost::asio::awaitable<Result<ports::Audit>> audit() override { co_return outcome(audited); }
  boost::asio::awaitable<Result<ports::Explanation>> explain(ports::AlertQuestion question) override {
    asked_about = question;
    co_return outcome(explained);
  }
  boost::asio::awaitable<Result<ports::Changed>> redrive(ports::DeliveryFilter filter) override {
    calls.emplace_back("redrive");
    asked = filter;
    co_return outcome(changed);
  }
  boost::asio::awaitable<Result<ports::Changed>> discard(ports::DeliveryFilter filter) override {
    calls.emplace_back("discard");
    asked = filter;
    co_return outcome(changed);
  }
  boost::asio::awaitable<Result<bool>> pause(std::string robot) override {
    calls.push_back("pause " + robot);
    co_return outcome(otherwise_before);
  }
  boost::asio::awaitable<Result<bool>> resume(std::string robot) override {
    calls.push_back("resume " + robot);
    co_return outcome(otherwise_before);
  }
  boost::asio::awaitable<Result<std::string>> snapshot() override { co_return outcome(copy); }

  std::optional<Error> failure;
  std::vector<ports::ListedDelivery> listed;
  ports::Audit audited{};
  ports::Explanation explained;
  ports::Changed changed;
  bool otherwise_before{true};
  std::string copy{"/data/spool.db.snapshot"};

  ports::DeliveryFilter asked;
  std::size_t asked_limit{0};
  ports::AlertQuestion asked_about;
  std::vector<std::string> calls;

 private:
  template <class T>
  Result<T> outcome(const T& value) const {
    return failure.has_value() ? Result<T>(*failure) : Result<T>(value);
  }
};

}  // namespace relay::test
