#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# load.sh <directory of the built binaries> <directory of unpacked tools>: how many distinct signed webhooks a second
# `serve` stores durably, in turn with nginx that only reads them and with Alertmanager that keeps its alerts in memory.
# Everything on loopback; a few seconds a cell; ends by itself.
#   LOAD_SECONDS=3    of one cell           LOAD_ROUNDS=3   the round with the median ratio is shown
#   LOAD_CELLS="…"    bytes:connections:keep-alive|close …
set -euo pipefail

binaries=$1
tools=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
seconds=${LOAD_SECONDS:-3}
rounds=${LOAD_ROUNDS:-3}
read -ra cells <<<"${LOAD_CELLS:-5600:32:keep-alive 5600:128:keep-alive 22000:32:keep-alive 22000:128:keep-alive 5600:32:close}"
libraries=$tools/usr/lib/$(uname -m)-linux-gnu

work=$(mktemp -d "$binaries/load.XXXXXX")
server=
emulator=
end() {
  local pid
  for pid in "$@"; do
    kill -TERM "$pid" 2>/dev/null || continue
    wait "$pid" 2>/dev/null || true
  done
}
trap 'end $server $emulator; rm -rf "$work"' EXIT

fail() {
  printf 'load.sh: %s\n' "$*" >&2
  exit 1
}

free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
  fail "no free port"
}

# wait_for <file> <extended regular expression>: prints the line once it is there.
wait_for() {
  local line
  for _ in {1..200}; do
    if line=$(grep -E -m 1 "$2" "$1" 2>/dev/null); then
      echo "$line"
      return
    fi
    kill -0 "$server" 2>/dev/null || break
    read -rt 0.05 <> <(:) || true
  done
  fail "a server did not start: $(tail -n 5 "$1")"
}

# ---- the three servers: each sets server (its process) and port

start_relay() {
  cat >"$work/relay.yaml" <<YAML
server: { listen: 127.0.0.1:0 }
admin: { listen: 127.0.0.1:0 }
spool: { path: $work/spool/spool.db }
sources:
  - name: main
    client_secrets: [ bench-client-secret ]
robots:
  - name: backend
    access_token: bench-token
    endpoint: $endpoint
YAML
  rm -rf "$work/spool"
  "$binaries/sentry-dingtalk-relay" serve --config "$work/relay.yaml" 2>"$work/relay.log" >/dev/null &
  server=$!
  port=$(wait_for "$work/relay.log" 'event=ready' | sed 's/.* listen=[^ ]*:\([0-9]*\) .*/\1/')
}

start_nginx() {
  port=$(free_port)
  mkdir -p "$work/nginx"
  cat >"$work/nginx/nginx.conf" <<CONF
daemon off;
worker_processes 1;
pid nginx.pid;
error_log error.log notice;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  client_max_body_size 8m;
  keepalive_requests 1000000000;
  server {
    listen 127.0.0.1:$port backlog=512;
    # Reads and discards the body, then answers.
    location / { default_type application/json; return 200 '{"id":"1","stored":true}'; }
  }
}
CONF
  : >"$work/nginx/error.log"
  "$tools/usr/sbin/nginx" -p "$work/nginx" -c nginx.conf -e error.log 2>>"$work/nginx/error.log" &
  server=$!
  wait_for "$work/nginx/error.log" 'start worker process [0-9]' >/dev/null
}

start_alertmanager() {
  port=$(free_port)
  mkdir -p "$work/alertmanager"
  printf 'route: { receiver: nobody }\nreceivers: [ { name: nobody } ]\n' >"$work/alertmanager.yml"
  (cd "$tools" && exec "$work/alertmanager.program" --config.file="$work/alertmanager.yml" --log.level=info \
    --storage.path="$work/alertmanager" --web.listen-address="127.0.0.1:$port" --cluster.listen-address= \
    2>"$work/alertmanager.log" >/dev/null) &
  server=$!
  wait_for "$work/alertmanager.log" 'Listening on|msg=Listening' >/dev/null
}

# ---- one cell

processes() { echo "$server" && cat "/proc/$server/task/$server/children"; }

# Of the server and its children.
cpu_ticks() {
  local pid total=0 fields
  for pid in $(processes); do
    read -ra fields <"/proc/$pid/stat"
    total=$((total + fields[13] + fields[14]))
  done
  echo "$total"
}

peak_kib() {
  local pid
  for pid in $(processes); do
    grep VmHWM "/proc/$pid/status"
  done | awk '{ sum += $2 } END { print sum }'
}

# requests_for <receiver> <bytes> <manner>: makes the file once; sets file and length.
requests_for() {
  local count=$((seconds * 24000))
  [ "$2" -lt 10000 ] || count=$((seconds * 16000))
  file=$work/$1-$2-$3
  [ -e "$file.length" ] || "$binaries/tests/bench/load_requests" "$1" "$3" "$2" "$count" "$file" >"$file.length"
  length=$(<"$file.length")
  load="$file $length $count"
}

# measure <round> <name> <receiver> <bytes> <connections> <manner>: adds a line to the results.
measure() {
  local before after figures
  requests_for "$3" "$4" "$6"
  "start_$2"
  before=$(cpu_ticks)
  figures=$(LD_LIBRARY_PATH=$libraries RELAY_LOAD=$load "$tools/usr/bin/wrk" -t 1 -c "$5" -d "${seconds}s" -s "$here/load.lua" \
    "http://127.0.0.1:$port/" | sed -n 's/^FIGURES //p')
  after=$(cpu_ticks)
  [ -n "$figures" ] || fail "wrk gave no figures"
  echo "$4 $5 $6 $1 $2 $((after - before)) $(peak_kib) $figures" >>"$work/results"
  end "$server"
  server=
}

# Debian's build looks for its templates where its package would be installed; here they lie under $tools. The two paths
# have the same length.
sed 's#/usr/share/prometheus/alertmanager#usr//share/prometheus/alertmanager#g' "$tools/usr/bin/prometheus-alertmanager" \
  >"$work/alertmanager.program"
chmod +x "$work/alertmanager.program"

# The robot that the relay delivers to meanwhile: 18 alerts a minute, the rest waits.
cat >"$work/emulator.yaml" <<YAML
sources: [ { name: main, client_secrets: [ bench-client-secret ] } ]
robots: [ { name: backend, access_token: bench-token } ]
YAML
"$binaries/sentry-dingtalk-relay" emulate --config "$work/emulator.yaml" --listen 127.0.0.1:0 >"$work/emulator.log" 2>&1 &
emulator=$!
server=$emulator
endpoint=$(wait_for "$work/emulator.log" '^endpoint: ' | sed 's/^endpoint: //')
server=

for cell in "${cells[@]}"; do
  IFS=: read -r bytes connections manner <<<"$cell"
  for ((round = 1; round <= rounds; ++round)); do
    measure "$round" nginx sentry "$bytes" "$connections" "$manner"
    measure "$round" relay sentry "$bytes" "$connections" "$manner"
    [ "$manner" = close ] || [ "$round" -gt 1 ] || measure "$round" alertmanager alertmanager "$bytes" "$connections" "$manner"
  done
done

awk -v ticks="$(getconf CLK_TCK)" -f "$here/load.awk" "$work/results"
