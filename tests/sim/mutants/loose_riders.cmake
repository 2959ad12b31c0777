# SPDX-License-Identifier: MIT
# Riders of a message that may have been shown go elsewhere before it goes once more.
set(file src/storage/attempts.cpp)
set(promise P3)
set(from [=[return doubtful ? bind_riders(database, *boarded) : changed;]=])
set(to [=[return static_cast<void>(doubtful), changed;]=])
