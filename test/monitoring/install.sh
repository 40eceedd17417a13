#!/usr/bin/env bash
# Installs Debian's package of Prometheus, which has promtool. No service is
# started.
set -euo pipefail

command -v promtool >/dev/null && exit 0

policy=/usr/sbin/policy-rc.d
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends prometheus >/dev/null
