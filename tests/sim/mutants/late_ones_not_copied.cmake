# SPDX-License-Identifier: MIT
# What comes while the robot refuses is not copied: only what waited at first.
set(file src/storage/copies.cpp)
set(promise fallback)
set(from [=[  const DeliveryId start = after->value_or(0);]=])
set(to [=[  const DeliveryId start = after->has_value() ? DeliveryId{1} << 40 : 0;]=])
