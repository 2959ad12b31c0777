# SPDX-License-Identifier: MIT
# Each notice of losses counts those that were told before.
set(file src/storage/notices.cpp)
set(promise losses)
set(from [=[AND d.ended_wall >= (SELECT iif(told_wall > ?2, ?3, told_wall) FROM robot WHERE id = ?1)]=])
set(to [=[AND d.ended_wall >= 0 * (SELECT iif(told_wall > ?2, ?3, told_wall) FROM robot WHERE id = ?1)]=])
