#!/bin/sh
# Sentinel is alive when it answers at all.
# shellcheck disable=SC1091,SC2154 # common.sh sets what is not set here
set -eu
. /opt/redis/scripts/common.sh
[ -n "$(sentinel 127.0.0.1 PING 2>/dev/null)" ]
