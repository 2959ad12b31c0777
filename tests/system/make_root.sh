#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# make_root.sh <folder>: puts a clean Debian root (minbase) there, with the apt sources and settings of this machine.
# The first call makes one with debootstrap under build/system/root-base; later ones copy it while it is a week young.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=$(cd "$here/../.." && pwd)/build/system
base=$cache/root-base

say() { printf 'make_root: %s\n' "$*" >&2; }
die() {
  say "$*"
  exit 1
}

# "uri release component", one a line, of what apt fetches from Debian for the release that this machine runs.
debian_sources() {
  # shellcheck disable=SC2016  # apt expands these
  apt-get indextargets --format '$(ORIGIN)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)' 'Identifier: Packages' |
    awk -F'|' -v codename="$1" '$1 == "Debian" && ($3 == codename || index($3, codename "-") == 1) { print $2, $3, $4 }' |
    sort -u
}

# Proxies and certificates of this machine's apt, for the one inside.
keep_apt_settings() {
  local root=$1 certificates
  apt-config dump | grep -E '^Acquire::(http|https|Retries|Check-Valid-Until)' >"$root/etc/apt/apt.conf.d/90host" || true
  certificates=$(apt-config dump --format '%v' Acquire::https::CaInfo)
  [ ! -f "$certificates" ] || install -D -m 0644 "$certificates" "$root$certificates"
}

export_proxy() {
  local proxy=""
  eval "$(apt-config shell proxy Acquire::http::Proxy)"
  [ -z "$proxy" ] || export http_proxy=$proxy
}

bootstrap() {
  local root=$1 codename=$2 sources mirror
  sources=$(debian_sources "$codename")
  mirror=$(awk -v codename="$codename" '$2 == codename { print $1; exit }' <<<"$sources")
  [ -n "$mirror" ] || die "apt names no Debian mirror of $codename here (after apt-get update)"
  say "debootstrap of $codename from $mirror"
  export_proxy
  debootstrap --variant=minbase "$codename" "$root" "$mirror" >"$cache/debootstrap.log" ||
    die "debootstrap failed, see $cache/debootstrap.log"
  awk '{ print "deb", $1, $2, $3 }' <<<"$sources" >"$root/etc/apt/sources.list"
  keep_apt_settings "$root"
  chroot "$root" apt-get -qq update
  chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y upgrade >>"$cache/debootstrap.log" 2>&1
  chroot "$root" apt-get clean
}

is_fresh() { [ -f "$base.made" ] && [ -n "$(find "$base.made" -mtime -7 -newer "${BASH_SOURCE[0]}")" ]; }

main() {
  local target=${1:?usage: make_root.sh <folder>} codename
  [ "$(id -u)" -eq 0 ] || die "needs root"
  command -v debootstrap >/dev/null || die "needs debootstrap: ./dev setup package"
  # shellcheck source=/dev/null
  codename=$(. /etc/os-release && [ "$ID" = debian ] && printf '%s' "$VERSION_CODENAME") || die "this is not Debian"
  mkdir -p "$cache"
  exec 9>"$base.lock"
  flock 9
  if ! is_fresh; then
    rm -rf "$base" "$base.new" "$base.made"
    bootstrap "$base.new" "$codename"
    mv "$base.new" "$base"
    touch "$base.made"
  fi
  [ ! -e "$target" ] || die "$target is there already"
  mkdir -p "$(dirname "$target")"
  cp -a --reflink=auto "$base" "$target"
}

main "$@"
