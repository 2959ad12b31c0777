// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "relay/base/result.hpp"
#include "relay/delivery/digest.hpp"
#include "relay/ports/spool.hpp"
#include "storage/boot.hpp"
#include "storage/database.hpp"

// A digest is one row: its robot and the last delivery that belongs to it. Its members are the robot's deliveries up to
// that one which wait, but for Rank::alone and Rank::bound; nothing is written about them before the digest has ended.
namespace relay::storage {

// The robot's digest that is not settled; at most one. `uid` is the spool's.
[[nodiscard]] Result<std::optional<ports::OpenDigest>> find_digest(Database& database, const std::string& robot,
                                                                   const std::string& uid);

// unavailable when there is one already.
[[nodiscard]] Result<ports::OpenDigest> open_digest(Database& database, const std::string& robot,
                                                    const std::string& uid);

// Where gathering goes on; from the beginning at first.
struct DigestPlace {
  std::size_t rank{1};  // index of kRanks
  BootTime due{};
  ports::DeliveryId delivery{0};
};
inline constexpr std::int64_t kGatherStep = 1'000;
// Adds the next members, at most kGatherStep; where to go on, or nothing when that was all.
[[nodiscard]] Result<std::optional<DigestPlace>> gather_members(Database& database, ports::DigestId digest,
                                                                DigestPlace from, delivery::DigestBuilder& builder);

// Those that an earlier run opened and never tried: their members wait as before, for a digest of now.
[[nodiscard]] Result<void> drop_untried_digests(Database& database);

// What one attempt at it led to.
struct DigestChange {
  delivery::State state;
  delivery::Progress progress;
  std::optional<BootTime> due;  // pending: not before
  ports::DigestFate fate;
};
[[nodiscard]] Result<void> change_digest(Database& database, ports::DigestId digest, const DigestChange& change,
                                         BootTime now);

inline constexpr std::int64_t kSettleStep = 500;
// At most kSettleStep members follow the end of their digest; how many did. With fewer it is settled.
[[nodiscard]] Result<std::int64_t> settle_members(Database& database, ports::DigestId digest, const Moment& moment);

// The members of a digest that is settled, sorted into its lines again, as far as they are still there.
[[nodiscard]] Result<delivery::DigestBuilder> settled_members(Database& database, ports::DigestId digest);

}  // namespace relay::storage
