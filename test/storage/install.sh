#!/usr/bin/env bash
# Installs the Debian packages that these tests need and the machine lacks. No
# service is started: the tests run Redis themselves.
set -euo pipefail

missing=()
command -v gcc >/dev/null || missing+=(gcc libc6-dev)
command -v ip >/dev/null || missing+=(iproute2)
command -v setpriv >/dev/null || missing+=(util-linux)
command -v redis-check-rdb >/dev/null || missing+=(redis-tools)
((${#missing[@]})) || exit 0

apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
