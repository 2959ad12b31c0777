# SPDX-License-Identifier: MIT
# An unknown outcome is repeated once too often.
set(file src/delivery/retry_policy.cpp)
set(promise P3)
set(from [=[if (progress.unknown > 1) {]=])
set(to [=[if (progress.unknown > 2) {]=])
