#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# image_test.sh [--prebuilt <build directory>]: builds docker/Dockerfile with buildah, looks at the image's configuration
# and size, and runs its root file system as its user, read-only. With --prebuilt the program of that directory stands in
# for the build stage, which takes minutes. The base is a Debian root made here, so that nothing is pulled; BASE names
# another one. Exit 0: all good; 1: something failed; 77: it cannot run here, and says why.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(cd "$here/../.." && pwd)
cache=$top/build/system
image=localhost/sentry-dingtalk-relay
limit_mb=60

skip() {
  echo "image_test: SKIPPED: $*"
  exit 77
}
ok() { printf 'image_test: ok   %s\n' "$*"; }
die() {
  printf 'image_test: FAIL %s\n' "$*" >&2
  exit 1
}

[ "$(id -u)" -eq 0 ] || skip "needs root"
command -v buildah >/dev/null || skip "needs buildah (./dev setup package)"
# buildah leaves mounts behind: in a namespace of its own they end with this test.
[ "${RELAY_IMAGE_TEST:-}" = inside ] || RELAY_IMAGE_TEST=inside exec unshare --mount "${BASH_SOURCE[0]}" "$@"
mkdir -p "$cache"
work=$(mktemp -d -p "$cache" image.XXXXXX)
container=

b() { buildah --root "$cache/containers" --runroot "$work/run" "$@"; }
clean_up() {
  [ -z "$container" ] || b rm "$container" >/dev/null || true
  rm -rf --one-file-system "$work"
}
trap clean_up EXIT

# The root that make_root.sh caches, as an image.
make_base() {
  local container
  "$here/make_root.sh" "$work/base"
  find "$work/base/var/lib/apt/lists" -type f -delete
  container=$(b from scratch)
  b add -q "$container" "$work/base" / >/dev/null
  b commit -q --format docker --rm "$container" localhost/debian-root >/dev/null
  rm -rf --one-file-system "$work/base"
}

# What the build stage leaves in /out, from a directory that is built already.
make_prebuilt() {
  local component
  for component in program licence; do
    DESTDIR=$work/out/out/root cmake --install "$1" --prefix /usr --strip --component "$component" >/dev/null
  done
  "$top/config/packaging/runtime_packages.sh" "$1/sentry-dingtalk-relay" >"$work/out/out/packages"
}

build() {
  local arguments=(--isolation chroot --format docker --build-arg "BASE=${BASE:-localhost/debian-root}")
  [ -n "${BASE:-}" ] || make_base
  if [ "${1:-}" = --prebuilt ]; then
    make_prebuilt "$2"
    arguments+=(--build-context "build=$work/out")
  fi
  # Without a change buildah would take the layers of another build of this test.
  b bud "${arguments[@]}" --no-cache -t "$image" -f "$top/docker/Dockerfile" "$top" >"$cache/image.log" 2>&1 || {
    tail -n 30 "$cache/image.log" >&2
    die "buildah bud, see $cache/image.log"
  }
}

inspected() { b inspect --type image --format "{{$1}}" "$image"; }
is() { [ "$2" = "$3" ] || die "$1 is \"$2\", not \"$3\""; }

check_configuration() {
  local version
  version=$(sed -n 's/.*kVersion = "\(.*\)";/\1/p' "$top/src/app/version.hpp")
  is user "$(inspected .Docker.Config.User)" 65532:65532
  is entrypoint "$(inspected .Docker.Config.Entrypoint)" "[sentry-dingtalk-relay]"
  is command "$(inspected .Docker.Config.Cmd)" "[serve]"
  is healthcheck "$(inspected .Docker.Config.Healthcheck.Test)" "[CMD sentry-dingtalk-relay healthcheck]"
  is stopsignal "$(inspected .Docker.Config.StopSignal)" SIGTERM
  is volumes "$(inspected .Docker.Config.Volumes)" "map[/var/lib/sentry-dingtalk-relay:{}]"
  is ports "$(inspected .Docker.Config.ExposedPorts)" "map[8090/tcp:{}]"
  is "the label version" "$(inspected 'index .Docker.Config.Labels "org.opencontainers.image.version"')" "$version"
  is "the label licenses" "$(inspected 'index .Docker.Config.Labels "org.opencontainers.image.licenses"')" MIT
  grep -q "^sentry-dingtalk-relay $version\$" "$cache/image.log" || die "the build did not run --version"
  ok "user, entry point, health check, stop signal, volume, port and labels"
}

layers_of() { b inspect --type image --format '{{range .OCIv1.RootFS.DiffIDs}}{{println .}}{{end}}' "$1" | sed -n 's/^sha256://p'; }

# The layers that the base does not have, as a tar archive has them.
check_size() {
  local layer bytes added=0
  b push -q --disable-compression "$image" "dir:$work/layers"
  for layer in $(layers_of "$image" | grep -vxF -f <(layers_of "${BASE:-localhost/debian-root}")); do
    bytes=$(stat -c %s "$work/layers/$layer")
    added=$((added + bytes))
  done
  added=$((added / 1000000))
  ((added > 0 && added < limit_mb)) || die "$added MB beyond the base, $limit_mb MB are allowed"
  echo "$added" >"$cache/image.size"
  ok "$added MB beyond the base"
}

check_files() {
  local root=$1 stray
  is "the spool's directory" "$(stat -c '%u:%g %a' "$root/var/lib/sentry-dingtalk-relay")" "65532:0 770"
  [ -f "$root/usr/share/zoneinfo/Asia/Shanghai" ] || die "tzdata is missing"
  [ -s "$root/etc/ssl/certs/ca-certificates.crt" ] || die "CA certificates are missing"
  is "what apt left" "$(find "$root/var/lib/apt/lists" "$root/tmp" -type f | wc -l)" 0
  stray=$(find "$root/usr/bin" "$root/usr/lib" -name 'cc1*' -o -name 'g++*' -o -name 'cmake*' | head -n 1)
  is "a tool of the build stage" "$stray" ""
  ok "time zones and CA certificates are there, nothing of the build stage is"
}

# Secrets as files, as compose.yaml gives them.
run_it() {
  local root=$1 user client_secret access_token secret
  eval "$("$here/end_to_end.sh" --configuration | sed "s/=\(.*\)/='\1'/")"
  install -d -m 0755 "$root/run/secrets"
  printf '%s\n' "$client_secret" >"$root/run/secrets/client_secret"
  printf '%s\n' "$access_token" >"$root/run/secrets/access_token"
  printf '%s\n' "$secret" >"$root/run/secrets/robot_secret"
  for user in 65532:65532 31415:0; do
    "$here/end_to_end.sh" "$root" "$user" read-only SENTRY_CLIENT_SECRET_FILE=/run/secrets/client_secret \
      DINGTALK_ACCESS_TOKEN_FILE=/run/secrets/access_token DINGTALK_SECRET_FILE=/run/secrets/robot_secret
  done
  ok "end to end with a read-only root, as its own user and as any other of group 0"
}

rm -f "$cache/image.size"
build "$@"
check_configuration
container=$(b from "$image")
mounted=$(b mount "$container")
check_files "$mounted"
check_size
run_it "$mounted"
