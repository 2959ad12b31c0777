// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>
#include <optional>
#include <string>

#include "relay/base/result.hpp"
#include "relay/base/time.hpp"
#include "relay/delivery/digest.hpp"
#include "relay/dingtalk/renderer.hpp"
#include "relay/pipeline/courier.hpp"
#include "relay/ports/clock.hpp"
#include "relay/ports/events.hpp"
#include "relay/ports/spool.hpp"

namespace relay::pipeline {

// Puts a digest together: its members sorted into lines, with the titles and links of the alerts that have a line. The
// same members give the same digest, so that it may be sent again as it was. `spool` outlives the call.
boost::asio::awaitable<Result<delivery::Digest>> compose_digest(ports::Spool& spool, ports::DigestId digest,
                                                                dingtalk::Language language);

// The digests of one robot, one at a time: from the first attempt to the end that all members follow.
class DigestDesk {
 public:
  // `render`: form and circumstances are the desk's own. All references outlive it.
  DigestDesk(dingtalk::RenderOptions render, Courier& courier, ports::Spool& spool, ports::Clock& clock,
             ports::EventSink& events);

  // What the spool has under way: at the start, and when members have expired.
  boost::asio::awaitable<Result<void>> find();
  // The members of a digest that has ended follow it, before anything else is planned.
  boost::asio::awaitable<Result<void>> settle();
  // One attempt at the digest under way, or at a new one. False when it was cut off: it stays an open attempt, which
  // the next start counts as unknown.
  boost::asio::awaitable<Result<bool>> deliver();

  // Its last member; 0 without a digest.
  [[nodiscard]] ports::DeliveryId behind() const { return digest_.has_value() ? digest_->last : 0; }
  // When it may be tried again.
  [[nodiscard]] std::optional<BootTime> due() const;

 private:
  boost::asio::awaitable<Result<void>> open();
  boost::asio::awaitable<Result<void>> record(ports::AttemptId attempt, const delivery::Digest& digest,
                                              const Sent& sent);
  [[nodiscard]] std::string body_for(const delivery::Digest& digest) const;

  dingtalk::RenderOptions render_;
  Courier& courier_;
  ports::Spool& spool_;
  ports::Clock& clock_;
  ports::EventSink& events_;
  std::optional<ports::OpenDigest> digest_;
};

}  // namespace relay::pipeline
