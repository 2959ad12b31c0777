# SPDX-License-Identifier: MIT
# The table of load.sh. A line: bytes connections manner round server ticks peak_kib requests micros p50 p99 p99.9
# answers_not_2xx errors repeated. Of each cell, the round with the median ratio to nginx is shown.
{
  cell = $1 " " $2 " " $3
  if (!(cell in rounds)) { order[++cells] = cell }
  key = cell SUBSEP $4 SUBSEP $5
  line[key] = $0
  rate[key] = $8 / ($9 / 1e6)
  if ($4 > rounds[cell]) { rounds[cell] = $4 }
  bad += ($13 + $14 > 0)
  again += $5 == "relay" ? $15 : 0
}
function verdict(ok) { if (!ok) { missed++ } return ok ? "ok" : "MISS" }
function ratio(cell, round) { return rate[cell SUBSEP round SUBSEP "relay"] / rate[cell SUBSEP round SUBSEP "nginx"] }
function median_round(cell,    i, j, lower) {
  for (i = 1; i <= rounds[cell]; i++) {
    lower = 0
    for (j = 1; j <= rounds[cell]; j++) { lower += ratio(cell, j) < ratio(cell, i) || (ratio(cell, j) == ratio(cell, i) && j < i) }
    if (lower == int((rounds[cell] - 1) / 2)) { return i }
  }
}
function show(cell, round, server,    f, base, note) {
  if (!((cell SUBSEP round SUBSEP server) in line)) { return }
  split(line[cell SUBSEP round SUBSEP server], f, " ")
  base = rate[cell SUBSEP round SUBSEP "nginx"]
  note = ""
  if (server == "relay" && cell == "5600 32 keep-alive") { note = "ratio >= 0.25 " verdict(rate[cell SUBSEP round SUBSEP server] / base >= 0.25) }
  if (server == "relay" && f[2] == 128 && f[3] == "keep-alive") { note = "p99 < 25 ms " verdict(f[11] < 25000) }
  if (server == "relay") { note = note (note == "" ? "" : ", ") "RSS < 64 MiB " verdict(f[7] < 65536) }
  printf "%6s %5s %-10s %-12s %8.0f %8.2f %8.2f %8.2f %9.2f %8.1f %6.2f %5d %s\n", f[1], f[2], f[3], server,
    rate[cell SUBSEP round SUBSEP server], f[10] / 1000, f[11] / 1000, f[12] / 1000, f[6] / ticks * 10000 / f[8], f[7] / 1024,
    rate[cell SUBSEP round SUBSEP server] / base, f[13] + f[14], note
}
END {
  printf "%6s %5s %-10s %-12s %8s %8s %8s %8s %9s %8s %6s %5s\n", "bytes", "conns", "connection", "server", "req/s", "p50 ms", "p99 ms",
    "p99.9 ms", "CPU s/10k", "RSS MiB", "/nginx", "fails"
  for (i = 1; i <= cells; i++) {
    round = median_round(order[i])
    show(order[i], round, "nginx"); show(order[i], round, "relay"); show(order[i], 1, "alertmanager")
  }
  if (bad) { print "load: some requests were not answered with 2xx: the figures mean nothing"; exit 1 }
  if (again) { print "load: the distinct requests ran out: the relay counted duplicates, its figures mean nothing"; exit 1 }
}
