#!/bin/sh
# Redis is alive when it answers at all: while it loads its file or has lost
# its master it says so, and a restart would not help. redis-cli writes its
# own errors, such as a refused connection, to stderr.
# shellcheck disable=SC1091,SC2154 # common.sh sets what is not set here
set -eu
. /opt/redis/scripts/common.sh
[ -n "$(redis PING 2>/dev/null)" ]
