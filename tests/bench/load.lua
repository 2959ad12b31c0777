-- SPDX-License-Identifier: MIT
-- Sends the requests of one file in order, each once (tests/bench/load_requests.cpp made them, all of one length).
-- RELAY_LOAD="<file> <length of one> <how many>". done() prints one line for load.sh. One thread only.
local ffi = require("ffi")
ffi.cdef([[
int open(const char *path, int flags);
void *mmap(void *address, size_t length, int protection, int flags, int descriptor, long offset);
]])

local file, length, count = os.getenv("RELAY_LOAD"):match("^(%S+) (%d+) (%d+)$")
length, count = tonumber(length), tonumber(count)

local PROT_READ, MAP_SHARED, O_RDONLY = 1, 1, 0
local map = ffi.cast("const char *", ffi.C.mmap(nil, length * count, PROT_READ, MAP_SHARED, ffi.C.open(file, O_RDONLY), 0))

local threads = {}
function setup(thread)
  table.insert(threads, thread)
end

local at = 0
repeated = 0 -- a request that goes out twice would measure how fast duplicates are recognised

function request()
  if at == count then
    at, repeated = 0, repeated + 1
  end
  at = at + 1
  return ffi.string(map + (at - 1) * length, length)
end

function done(summary, latency)
  local again = 0
  for _, thread in ipairs(threads) do
    again = again + thread:get("repeated")
  end
  local errors = summary.errors
  print(string.format("FIGURES %d %d %d %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), latency:percentile(99.9), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, again))
end
