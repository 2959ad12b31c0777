# SPDX-License-Identifier: MIT
# After every restart what waits is copied for the fallback anew.
set(file src/storage/copies.cpp)
set(promise fallback)
set(from [=[o.state <> 'suppressed')",]=])
set(to [=[o.state = 'shed')",]=])
