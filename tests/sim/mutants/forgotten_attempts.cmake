# SPDX-License-Identifier: MIT
# A restart forgets what was sent in the last minute.
set(file src/storage/ledger.cpp)
set(promise P4)
set(from [=[    ends.push_back(std::min(ended, moment.now));]=])
set(to [=[    ends.push_back(std::min(ended, BootTime{}));]=])
