# SPDX-License-Identifier: MIT
# A digest that may have been seen dissolves.
set(file src/pipeline/digest_desk.cpp)
set(promise P3)
set(from [=[  if (progress.unknown > 0) {
    return ports::DigestFate::keep;]=])
set(to [=[  if (progress.unknown > 99) {
    return ports::DigestFate::keep;]=])
