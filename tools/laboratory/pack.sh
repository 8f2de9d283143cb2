#!/usr/bin/env bash
# Packs what record.py left in FROM/VARIANT, one archive a variant: pack.sh FROM TO [VARIANT...]
# All archives may be unpacked into the same folder. Scrapes after the third day (a recorder that lagged) are left out.
set -euo pipefail

from="$(cd "$1" && pwd)"
to="$2"
shift 2
[ $# -gt 0 ] || set -- $(cd "$from" && ls)
for variant in "$@"; do
  mkdir -p "$to/$variant"
  tar -C "$from/$variant" --sort=name --owner=0 --group=0 --numeric-owner --mtime=2026-11-19T00:00Z --mode=u=rw,go=r,a+X \
    --exclude='2026-11-19T*' --exclude='2026-11-2*' -cf - metric-stream scrapes |
    zstd -q -f --ultra -20 --long=27 -o "$to/$variant/recording.tar.zst"
done
