#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# runtime_packages.sh <program>: prints the Debian packages of the libraries that it loads, one a line.
set -euo pipefail

ldd "${1:?usage: runtime_packages.sh <program>}" | awk '$2 == "=>" { print $3 }' | while read -r library; do
  # /lib is a link to /usr/lib; dpkg knows a file by the one name under which its package brought it.
  dpkg -S "/usr$library" 2>/dev/null || dpkg -S "$library"
done | cut -d : -f 1 | sort -u
