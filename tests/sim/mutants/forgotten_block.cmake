# SPDX-License-Identifier: MIT
# A restart forgets that DingTalk blocked the robot.
set(file src/storage/ledger.cpp)
set(promise P4)
set(from [=[    ledger.blocked_until = (*block)->until;]=])
set(to [=[]=])
