#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# boot.sh <root>: boots a Debian root that has the package's files installed, with systemd as its init, and uses the relay
# as an operator would: start, webhook, reload done and refused, restart under load, watchdog, stop. Prints one line a
# check. The root is written to. Exit 0: all good; 1: something failed; 77: it cannot run here, and says why.
set -euo pipefail

root=${1:?usage: boot.sh <root directory>}
unit=sentry-dingtalk-relay
config=$root/etc/$unit/relay.yaml
secret=boot-client-secret-CANARY
token=boot-url-token-0123456789
work=$(mktemp -d)
machine=
init=
emulator=
failures=0

skip() {
  printf 'boot: SKIPPED: %s\n' "$*"
  exit 77
}

# Only what this script started: the inner init by its pid; everything in its namespace ends with it.
clean_up() {
  # nsenter stops when what it entered for is stopped by the shutdown, and then never reaps it.
  [ -z "$emulator" ] || kill -KILL "$emulator" 2>/dev/null || true
  if [ -n "$init" ] && kill -0 "$init" 2>/dev/null; then
    kill -s RTMIN+4 "$init" 2>/dev/null || true # power off
    for _ in $(seq 50); do
      kill -0 "$init" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL "$init" 2>/dev/null || true
  fi
  if [ -n "$machine" ]; then
    [ -n "$init" ] || kill "$machine" 2>/dev/null || true
    wait "$machine" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap clean_up EXIT

# check <what> <command…>: one line, and the evidence when it fails.
check() {
  local what=$1 evidence
  shift
  if evidence=$("$@" 2>&1); then
    printf 'boot: ok    %s\n' "$what"
  else
    printf 'boot: FAIL  %s\n%s\n' "$what" "$evidence"
    failures=$((failures + 1))
  fi
}

# eventually <command…>: until it succeeds, at most 30 s.
eventually() {
  local deadline=$((SECONDS + 30))
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

inside() { nsenter --target "$init" --all -- "$@"; }
web() { nsenter --target "$init" --net -- curl --silent --show-error --max-time 20 "$@"; }
property() { inside systemctl show "$1" --property "$2" --value; }
is_property() { [ "$(property "$1" "$2")" = "$3" ]; }
journal() { inside journalctl --unit "$unit" --output cat --no-pager; }
readyz() { web http://127.0.0.1:8091/readyz; }

# ---- preparation

[ "$(id -u)" -eq 0 ] || skip "only root may boot a container"
for tool in systemd-nspawn nsenter curl openssl; do
  command -v "$tool" >/dev/null || skip "$tool is missing (packages systemd-container, util-linux, curl, openssl)"
done
[ -x "$root/usr/bin/$unit" ] || skip "$root/usr/bin/$unit is missing: install the package's files first"
[ -e "$root/lib/systemd/systemd" ] || skip "$root has no systemd"

# $1: further robots; $2: what server says.
write_config() {
  cat >"$work/relay.yaml" <<YAML
server: { listen: ${2:-0.0.0.0:8090} }
sources:
  - name: main
    client_secrets: [ { credential: client_secret } ]
    url_token: $token
robots:
  - { name: ops, access_token: boot-token-ops, endpoint: "http://127.0.0.1:8092/robot/send" }
${1:-}
YAML
  install -m 0640 -o 0 -g "$group" "$work/relay.yaml" "$config"
}

prepare() {
  systemd-sysusers --root="$root" >/dev/null 2>&1 || true
  group=$(sed -n "s/^$unit:[^:]*:\([0-9]*\):.*/\1/p" "$root/etc/group")
  [ -n "$group" ] || { printf 'boot: FAIL  sysusers.d made no group %s\n' "$unit"; exit 1; }
  mkdir -p "$root/etc/$unit" "$root/etc/systemd/system/$unit.service.d"
  printf '%s\n' "$secret" >"$root/etc/$unit/client_secret"
  chmod 0600 "$root/etc/$unit/client_secret"
  printf '[Service]\nLoadCredential=client_secret:/etc/%s/client_secret\n' "$unit" \
    >"$root/etc/systemd/system/$unit.service.d/credential.conf"
  cat >"$root/root/emulator.yaml" <<YAML
sources: [ { name: main, client_secrets: [ x ] } ]
robots:
  - { name: ops, access_token: boot-token-ops, endpoint: "http://127.0.0.1:8092/robot/send" }
  - { name: second, access_token: boot-token-second, endpoint: "http://127.0.0.1:8092/robot/send" }
YAML
  write_config
}

# A cgroup v1 host has no unified tree to hand on: the container then gets the v1 tree, which its systemd knows too.
boot() {
  local unified=0
  [ "$(stat -f -c %T /sys/fs/cgroup)" != cgroup2fs ] || unified=1
  SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=$unified systemd-nspawn --quiet --register=no --keep-unit --private-network \
    --link-journal=no --console=pipe --directory="$root" --boot </dev/null >"$work/console" 2>&1 &
  machine=$!
  for _ in $(seq 100); do
    kill -0 "$machine" 2>/dev/null || skip "systemd-nspawn ended: $(tail -n 3 "$work/console")"
    # The file has no line end, which read takes for a failure.
    read -r init _ 2>/dev/null <"/proc/$machine/task/$machine/children" || true
    if [ -n "$init" ] && [ "$(cat "/proc/$init/comm" 2>/dev/null)" = systemd ]; then
      break
    fi
    sleep 0.1
  done
  eventually is_running || skip "the container did not finish to boot: $(tail -n 3 "$work/console")"
}
is_running() {
  case $(inside systemctl is-system-running 2>/dev/null) in running | degraded) return 0 ;; *) return 1 ;; esac
}

# ---- what an operator does

body() {
  printf '{"action":"triggered","data":{"event":{"event_id":"%032x","title":"%s","level":"error"},"triggered_rule":"r"}}' \
    "$1" "$2"
}

signed_webhook() {
  local text signature
  text=$(body 1 "booted for real")
  signature=$(printf '%s' "$text" | openssl dgst -sha256 -hmac "$secret" | sed 's/.* //')
  [ "$(web --output /dev/null --write-out '%{http_code}' --header "Sentry-Hook-Signature: $signature" \
    --header 'Sentry-Hook-Resource: event_alert' --data-binary "$text" http://127.0.0.1:8090/sentry/main)" = 200 ]
}

shown() { web http://127.0.0.1:8092/__emu/messages | grep -o '"shown":true' | wc -l; }
is_shown() { web http://127.0.0.1:8092/__emu/messages | grep -q 'booted for real'; }
starts_as_its_user() { [ "$(stat -c %u "/proc/$(host_pid)")" = "$(sed -n "s/^$unit:[^:]*:\([0-9]*\):.*/\1/p" "$root/etc/passwd")" ]; }

# The main process, as this side sees it.
host_pid() {
  local inner pid
  inner=$(property "$unit.service" MainPID)
  for pid in $(pgrep --ns "$init" --nslist pid --full "$unit serve"); do
    if grep -q "^NSpid:.*[[:space:]]$inner\$" "/proc/$pid/status"; then
      printf '%s' "$pid"
    fi
  done
}

reload_with_a_new_robot() {
  write_config '  - { name: second, access_token: boot-token-second, endpoint: "http://127.0.0.1:8092/robot/send" }'
  inside systemctl reload "$unit.service"
  eventually readyz_lists second
}
readyz_lists() { readyz | grep -q "\"name\":\"$1\""; }

reload_with_an_unknown_key() {
  cp -p "$config" "$work/good.yaml"
  printf 'robotz: []\n' >>"$config"
  if inside systemctl reload "$unit.service" 2>/dev/null; then
    echo "systemctl reload said nothing of it"
    return 1
  fi
  cp -p "$work/good.yaml" "$config"
  readyz_lists second && is_property "$unit.service" ActiveState active
}

reload_with_another_listener() {
  sed -i 's/0.0.0.0:8090/0.0.0.0:8099/' "$config"
  inside systemctl reload "$unit.service"
  eventually journal_says 'event=reload result=refused detail="restart to change server.listen"'
  sed -i 's/0.0.0.0:8099/0.0.0.0:8090/' "$config"
  readyz_lists second
}
journal_says() { journal | grep -qF "$1"; }

# The load ends when the restarts are over.
load() {
  local worker=$1 i=0
  while [ ! -e "$work/enough" ]; do
    i=$((i + 1))
    web --output /dev/null --write-out '%{http_code} %{exitcode} %{errormsg}\n' \
      --data-binary "$(body "$((worker * 100000 + i))" "load $worker $i")" \
      "http://127.0.0.1:8090/sentry/main/$token" || true
  done >"$work/load.$worker" 2>/dev/null
}

restart_under_load() {
  local worker workers=() before after
  rm -f "$work/enough"
  before=$(property "$unit.service" MainPID)
  for worker in 1 2 3 4; do
    load "$worker" &
    workers+=($!)
  done
  for _ in 1 2 3; do
    sleep 0.5
    inside systemctl restart "$unit.service"
  done
  sleep 0.5
  touch "$work/enough"
  wait "${workers[@]}"
  after=$(property "$unit.service" MainPID)
  sent=$(cat "$work"/load.* | wc -l)
  [ "$before" != "$after" ] && [ "$sent" -gt 20 ] && ! grep -v '^200 0 ' "$work"/load.*
}

nothing_is_lost() {
  local pending
  inside systemctl restart "$unit.service"
  eventually is_property "$unit.service" ActiveState active
  pending=$(journal | sed -n 's/.*event=spool_open .*pending=\([0-9]*\).*/\1/p' | tail -n 1)
  accepted=$(journal | grep -c 'event=accepted ')
  delivered=$(journal | grep -c 'event=delivered ')
  digested=$(journal | sed -n 's/.*event=digest .*alerts=\([0-9]*\) .*state=shown.*/\1/p' | awk '{ sum += $1 } END { print sum + 0 }')
  # Each alert goes to two robots, but for the first one, which came before the second robot.
  echo "sent $((sent + 1)), accepted $accepted, delivered $delivered, digested $digested, pending $pending"
  [ "$accepted" -eq $((sent + 1)) ] && [ $((delivered + digested + pending)) -ge $((2 * sent + 1)) ]
}

watchdog_bites() {
  local restarts
  restarts=$(property "$unit.service" NRestarts)
  printf '[Service]\nWatchdogSec=2\n' >"$root/etc/systemd/system/$unit.service.d/watchdog.conf"
  inside systemctl daemon-reload
  inside systemctl restart "$unit.service"
  kill -STOP "$(host_pid)"
  eventually restarted_since "$restarts"
  rm "$root/etc/systemd/system/$unit.service.d/watchdog.conf"
  inside systemctl daemon-reload
}
restarted_since() { [ "$(property "$unit.service" NRestarts)" -gt "$1" ] && is_property "$unit.service" ActiveState active; }

stops_clean() {
  inside systemctl stop "$unit.socket" "$unit.service"
  is_property "$unit.service" Result success && is_property "$unit.service" ExecMainStatus 0 &&
    is_property "$unit.service" ActiveState inactive
}

prepare
boot
nsenter --target "$init" --all -- "/usr/bin/$unit" emulate --config /root/emulator.yaml --listen 127.0.0.1:8092 >"$work/emulator" 2>&1 &
emulator=$!
eventually grep -q endpoint: "$work/emulator" || { cat "$work/emulator"; exit 1; }

check "systemd takes the units without complaint" inside systemd-analyze verify --man=no "/lib/systemd/system/$unit.service"
check "starts" inside systemctl enable --now "$unit.socket" "$unit.service"
check "is active: READY came" is_property "$unit.service" ActiveState active
check "runs as its own user" starts_as_its_user
check "listens on systemd's socket" journal_says event=passed_socket
check "takes a webhook signed with the secret from LoadCredential" signed_webhook
check "delivers it" eventually is_shown
check "reload: a good change takes effect" reload_with_a_new_robot
check "reload: a bad file makes systemctl reload fail, the old one stays" reload_with_an_unknown_key
check "reload: what only a restart can change is refused" reload_with_another_listener
sent=0
check "restarts three times under load without one failed request" restart_under_load
sent=$(cat "$work"/load.* | wc -l)
printf 'boot:       %s requests during the restarts\n' "$sent"
check "loses none of them" nothing_is_lost
check "the watchdog is armed" is_property "$unit.service" WatchdogUSec 30s
check "a stuck relay is restarted by the watchdog" watchdog_bites
check "serves after that" signed_webhook
check "stops with success" stops_clean

[ "$failures" -eq 0 ] || {
  printf 'boot: %s checks failed; the end of the journal:\n' "$failures"
  journal | tail -n 30
  exit 1
}
printf 'boot: all good\n'
