# SPDX-License-Identifier: MIT
# What was under way at a crash goes out again as if nothing had been.
set(file src/storage/attempts.cpp)
set(promise P3)
set(from [=[delivery::after(attempt.progress, {VerdictKind::unknown, Reason::shutting_down});]=])
set(to [=[delivery::after(attempt.progress, {VerdictKind::not_sent, Reason::shutting_down});]=])
