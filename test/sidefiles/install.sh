#!/usr/bin/env bash
# Installs the Debian packages that these tests need and the machine lacks. No
# service is started: the tests run nginx themselves.
set -euo pipefail

missing=()
command -v javac >/dev/null || missing+=(default-jdk-headless)
command -v curl >/dev/null || missing+=(curl)
command -v shellcheck >/dev/null || missing+=(shellcheck)
command -v dash >/dev/null || missing+=(dash)
[[ -x /usr/sbin/nginx ]] || missing+=(nginx)
[[ -e /usr/share/java/log4j-core.jar ]] || missing+=(liblog4j2-java)
((${#missing[@]})) || exit 0

policy=/usr/sbin/policy-rc.d
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
