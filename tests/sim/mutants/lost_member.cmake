# SPDX-License-Identifier: MIT
# A digest does not count its last alert.
set(file src/storage/digests.cpp)
set(promise P2)
set(from [=[AND (d.due > ?3 OR d.id > ?4) AND d.id <= ?5]=])
set(to [=[AND (d.due > ?3 OR d.id > ?4) AND d.id < ?5]=])
