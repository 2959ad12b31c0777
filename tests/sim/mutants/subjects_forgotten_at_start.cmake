# SPDX-License-Identifier: MIT
# A restart knows of no earlier webhook.
set(file src/storage/dedup.cpp)
set(promise P3)
set(from [=[from->value_or(0), moment.wall);]=])
set(to [=[from->value_or(0), WallTime::max());]=])
