#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# package_test.sh <file.deb>: installs the package with apt in a clean Debian root, looks at what is there, runs it as its
# user, upgrades, removes and purges it. Exit 0: all good; 1: something failed; 77: it cannot run here, and says why.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
deb=$(realpath "${1:?usage: package_test.sh <file.deb>}")
name=sentry-dingtalk-relay
config=/etc/$name/relay.yaml
root=

[ "$(id -u)" -eq 0 ] || {
  echo "package_test: SKIPPED: needs root"
  exit 77
}
command -v debootstrap >/dev/null || {
  echo "package_test: SKIPPED: needs debootstrap (./dev setup package)"
  exit 77
}

work=$(mktemp -d -p "$here/../../build/system" package.XXXXXX)
trap 'rm -rf --one-file-system "$work"' EXIT
root=$work/root

ok() { printf 'package_test: ok   %s\n' "$*"; }
die() {
  printf 'package_test: FAIL %s\n' "$*" >&2
  exit 1
}
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive "$@"; }
quietly() {
  "$@" >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    die "$*"
  }
}

# is <what> <found> <expected>
is() { [ "$2" = "$3" ] || die "$1 is \"$2\", not \"$3\""; }
mode_is() { is "$1" "$(inside stat -c '%U:%G %a' "$1")" "$2"; }
nothing_is_enabled() {
  local links
  links=$(find "$root/etc/systemd/system" -name "$name*" -lname '*/*' ! -lname /dev/null 2>/dev/null || true)
  is "enabled units" "$links" ""
}

check_files() {
  local path
  for path in "/usr/bin/$name" "/usr/lib/systemd/system/$name.service" "/usr/lib/systemd/system/$name.socket" \
    "/usr/lib/sysusers.d/$name.conf" "/usr/share/doc/$name/copyright" "/usr/share/doc/$name/README.Debian" \
    "/usr/share/doc/$name/changelog.Debian.gz" "/usr/share/doc/$name/examples/relay.example.yaml" \
    "/usr/share/man/man1/$name.1.gz"; do
    [ -f "$root$path" ] || die "$path is missing"
  done
  mode_is "/usr/bin/$name" "root:root 755"
  mode_is "$config" "root:$name 640"
  is "the user's home and shell" "$(inside getent passwd "$name" | cut -d : -f 6-)" "/var/lib/$name:/usr/sbin/nologin"
  [ "$(inside id -u "$name")" -lt 1000 ] || die "the user is no system user"
  nothing_is_enabled
  ok "files, modes, owners and the system user are there, nothing is enabled"
}

check_unconfigured() {
  local code=0
  is --version "$(inside "$name" --version)" "$name $(dpkg-deb -f "$deb" Version | sed 's/-[^-]*$//')"
  inside "$name" check-config >"$work/log" 2>&1 || code=$?
  is "the exit code of check-config" "$code" 78
  grep -q "^$config:.* no sender is configured" "$work/log" || die "check-config says: $(cat "$work/log")"
  ok "as shipped it refuses to serve: $(head -n 1 "$work/log" | cut -c 1-80)…"
}

# The lines of the shipped file that a person would take the # from, filled in.
configure() {
  local client_secret access_token secret
  eval "$("$here/end_to_end.sh" --configuration | sed "s/=\(.*\)/='\1'/")"
  sed -i -e '/^#sources/,$ s/^#\(sources\|robots\|  \)/\1/' \
    -e "s|client_secrets: .*|client_secrets: [ $client_secret ]|" \
    -e "s|access_token: .*|access_token: \"$access_token\"|" -e "s|secret: \"SEC.*|secret: $secret|" "$root$config"
}

run_it() {
  # What StateDirectory= does at the start of the service.
  inside install -d -o "$name" -g "$name" -m 0700 "/var/lib/$name"
  "$here/end_to_end.sh" "$root" "$(inside id -u "$name"):$(inside id -g "$name")" writable
  ok "configured by the shipped file's own lines, it runs as its user"
}

# The same package with a higher version.
make_upgrade() {
  dpkg-deb -R "$deb" "$work/upgrade"
  sed -i 's/^Version: .*/&+upgrade/' "$work/upgrade/DEBIAN/control"
  quietly dpkg-deb -b "$work/upgrade" "$root/tmp/upgrade.deb"
}

upgrade() {
  local before
  before=$(sha256sum <"$root$config")
  make_upgrade
  inside chown "root:adm" "$config"
  quietly inside apt-get -q install -y /tmp/upgrade.deb
  # shellcheck disable=SC2016  # dpkg-query expands it
  is "the version" "$(inside dpkg-query -W -f '${Version}' "$name")" "$(dpkg-deb -f "$deb" Version)+upgrade"
  is "the edited $config" "$(sha256sum <"$root$config")" "$before"
  mode_is "$config" "root:adm 640"
  nothing_is_enabled
  ok "an upgrade keeps the edited configuration and its owner"
}

remove_and_purge() {
  local before
  before=$(sha256sum <"$root$config")
  touch "$root/var/lib/$name/spool.db"
  quietly inside apt-get -q remove -y "$name"
  [ ! -e "$root/usr/bin/$name" ] || die "the program outlived its removal"
  [ -e "$root/var/lib/$name/spool.db" ] || die "the removal took the spool"
  is "the configuration after the removal" "$(sha256sum <"$root$config")" "$before"
  quietly inside apt-get -q purge -y "$name"
  [ ! -e "$root/etc/$name" ] || die "/etc/$name outlived the purge"
  [ ! -e "$root/var/lib/$name" ] || die "/var/lib/$name outlived the purge"
  is "what of it is left" "$(find "$root/etc" "$root/usr" "$root/var/lib/systemd" -name "*$name*" 2>/dev/null)" ""
  inside getent passwd "$name" >/dev/null || die "the purge took the user"
  ok "a removal keeps configuration and spool, a purge takes both, the user stays"
}

"$here/make_root.sh" "$root"
cp "$deb" "$root/tmp/package.deb"
quietly inside apt-get -q install -y --no-install-recommends /tmp/package.deb
ok "apt installs it in a clean root: $(grep -c '^Setting up' "$work/log") packages"
check_files
check_unconfigured
configure
run_it
upgrade
remove_and_purge
