# SPDX-License-Identifier: MIT
# A new dispatcher takes its open gate for a robot that takes messages: each restart tells the fallback once more.
set(file src/pipeline/dispatcher.cpp)
set(promise fallback)
set(from [=[!courier_.is_proven()]=])
set(to [=[!courier_.is_open()]=])
