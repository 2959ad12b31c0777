// SPDX-License-Identifier: MIT
#pragma once

#include <boost/asio/awaitable.hpp>

#include "relay/base/result.hpp"
#include "relay/delivery/digest.hpp"
#include "relay/dingtalk/robot.hpp"
#include "relay/ports/spool.hpp"

namespace relay::pipeline {

// Puts a digest together: its members sorted into lines, with the titles and links of the alerts that have a line. The
// same members give the same digest, so that it may be sent again as it was. `spool` outlives the call.
boost::asio::awaitable<Result<delivery::Digest>> compose_digest(ports::Spool& spool, ports::DigestId digest,
                                                                dingtalk::Language language);

}  // namespace relay::pipeline
