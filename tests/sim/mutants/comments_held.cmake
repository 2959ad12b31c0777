# SPDX-License-Identifier: MIT
# Every kind of alert waits for the end of the interval, not only events.
set(file src/routing/router.cpp)
set(promise repeats)
set(from [=[alert.kind == alert::Kind::event && rule.empty()]=])
set(to [=[rule.empty()]=])
