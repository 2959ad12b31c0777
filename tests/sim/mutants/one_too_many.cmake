# SPDX-License-Identifier: MIT
# The window of single messages is one place too wide.
set(file src/delivery/send_budget.cpp)
set(promise P4)
set(from [=[return {max_per_minute - digests, digests};]=])
set(to [=[return {max_per_minute - digests + 1, digests};]=])
