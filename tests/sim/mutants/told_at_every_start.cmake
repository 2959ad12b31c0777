# SPDX-License-Identifier: MIT
# A new dispatcher takes its open gate for a robot that takes messages: each restart tells the fallback once more.
set(file src/pipeline/dispatcher.cpp)
set(promise fallback)
set(from [=[(diverted_ && courier_.is_proven())]=])
set(to [=[(diverted_ && courier_.is_open())]=])
