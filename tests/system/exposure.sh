#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# exposure.sh <unit file>: how much of the system the service could reach, by systemd's own measure: at most 1.5 of 10.
set -euo pipefail
if ! command -v systemd-analyze >/dev/null; then
  echo "exposure: SKIPPED: systemd-analyze is missing (package systemd)"
  exit 77
fi
systemd-analyze security --offline=true --threshold=15 --no-pager "$1" | tail -n 1
