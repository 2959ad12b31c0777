# SPDX-License-Identifier: MIT
# Some alerts of a digest that was shown go on waiting.
set(file src/storage/digests.cpp)
set(promise P2)
set(from [=[rank IN (1, 2, 3)]=])
set(to [=[rank IN (1, 2)]=])
