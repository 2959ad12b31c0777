# SPDX-License-Identifier: MIT
# Digests come too seldom.
set(file src/delivery/send_budget.cpp)
set(promise P6)
set(from [=[pace_(std::min(span, kMinute) / ]=])
set(to [=[pace_(9 * kMinute / ]=])
