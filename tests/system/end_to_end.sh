#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# end_to_end.sh <root> <uid:gid> <writable|read-only> [NAME=value…]: runs the relay that is installed in a root as that
# user, with these variables only, and follows an alert from a signed webhook to the emulated DingTalk. Its configuration
# must hold what `end_to_end.sh --configuration` prints. It has a network of its own: the default ports, no way out.
set -euo pipefail

program=sentry-dingtalk-relay
secret=end-to-end-client-secret
webhook='http://127.0.0.1:8092/robot/send?access_token=emulated-token-signed'
signing=SECemulated

case ${1:-} in
  --configuration)
    printf 'client_secret=%s\naccess_token=%s\nsecret=%s\n' "$secret" "$webhook" "$signing"
    exit 0
    ;;
  --inside) shift ;;
  *) exec unshare --mount --net --pid --fork --kill-child "${BASH_SOURCE[0]}" --inside "$@" ;;
esac

root=$1 user=$2 mode=$3
variables=("${@:4}")
state=$root/var/lib/$program
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

die() {
  printf 'end_to_end: FAIL %s\n' "$*" >&2
  tail -n 20 "$work"/*.log >&2 || true
  exit 1
}
ok() { printf 'end_to_end: ok   %s\n' "$*"; }

# What is written stays out of the root, so that a read-only one can be used many times.
mount_root() {
  cp -a "$state" "$work/state"
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount --bind "$work/state" "$state"
  [ "$mode" = writable ] || mount -o remount,bind,ro "$root"
  ip link set lo up
}

# As systemd and container engines run it: no capability, no way to gain one, nothing in its environment but what is said.
become_user() {
  exec setpriv --no-new-privs chroot --userspec="$user" --groups= "$root" \
    env -i PATH=/usr/bin:/bin "${variables[@]}" "$@"
}
as_user() { (become_user "$@"); }

# eventually <command…>: until it succeeds, at most 20 s.
eventually() {
  local deadline=$((SECONDS + 20))
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

# Prints the status, and the answer on the next line. $1: the secret to sign with.
post() {
  local body signature
  body='{"action":"triggered","data":{"event":{"event_id":"0123456789abcdef0123456789abcdef","title":"end to end",'
  body+='"level":"error","environment":"production"},"triggered_rule":"page on-call"}}'
  signature=$(openssl dgst -sha256 -hmac "$1" <<<"$body" | sed 's/.* //')
  curl --silent --show-error --max-time 5 --write-out '\n%{http_code}' --header 'Content-Type: application/json' \
    --header 'Sentry-Hook-Resource: event_alert' --header "Sentry-Hook-Signature: $signature" \
    --data-binary @- http://127.0.0.1:8090/sentry/main <<<"$body"
}

messages() { curl --silent --show-error --max-time 5 http://127.0.0.1:8092/__emu/messages; }
is_shown() { messages | grep '"shown":true' | grep -q 'end to end'; }

start() {
  : >"$work/serve.log"
  become_user "$program" serve 2>"$work/serve.log" &
  relay=$!
  eventually grep -q 'event=ready ' "$work/serve.log" || die "serve did not start"
}

stop() {
  local code=0 began=$SECONDS
  kill -TERM "$relay"
  wait "$relay" || code=$?
  [ "$code" -eq 0 ] || die "serve ended with $code after SIGTERM"
  [ $((SECONDS - began)) -le 6 ] || die "serve took $((SECONDS - began)) s to stop"
}

health_is() {
  local code=0
  as_user "$program" healthcheck >"$work/health.log" 2>&1 || code=$?
  [ "$code" -eq "$1" ] || die "healthcheck ended with $code, not $1"
}

mount_root
[ "$mode" = writable ] || ! touch "$root/tmp/x" 2>/dev/null || die "the root is not read-only"
as_user "$program" check-config >"$work/check.log" 2>&1 || die "check-config"
touch "$work/emulate.log"
become_user "$program" emulate >"$work/emulate.log" 2>&1 &
eventually grep -q endpoint: "$work/emulate.log" || die "emulate did not start"

health_is 1
start
health_is 0
ok "serve runs as $user, healthcheck says so"
[[ $(post wrong-secret) == *$'\n'401 ]] || die "a wrong signature was not refused"
[[ $(post "$secret") == *'"stored":true'*$'\n'200 ]] || die "the signed webhook was not accepted"
eventually is_shown || die "the message was not shown: $(messages)"
ok "a signed webhook is shown by the emulated robot, a forged one is refused"
[ "$(stat -c '%u %a' "$work/state/spool.db")" = "${user%%:*} 600" ] || die "spool.db: $(ls -l "$work/state")"
stop
health_is 1
ok "it stops with 0 on SIGTERM, healthcheck says so"
start
[[ $(post "$secret") == *'"duplicate":true'* ]] || die "after a restart the alert was unknown"
stop
ok "it knows the alert after a restart"
