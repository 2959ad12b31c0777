# SPDX-License-Identifier: MIT
# The announcer does not hear what comes: it says that a source is silent which is not.
set(file src/pipeline/announcer.cpp)
set(promise silence)
set(from [=[heard_[source] = clock_.wall_now();]=])
set(to [=[heard_.erase(source);]=])
