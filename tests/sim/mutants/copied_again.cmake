# SPDX-License-Identifier: MIT
# After every restart what waits is copied for the fallback anew.
set(file src/storage/copies.cpp)
set(promise fallback)
set(from [=[o.state <> 'suppressed') ORDER BY d.id]=])
set(to [=[o.state = 'shed') ORDER BY d.id]=])
