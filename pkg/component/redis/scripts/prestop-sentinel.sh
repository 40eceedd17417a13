#!/bin/sh
# Keeps Sentinel running while the Redis of this pod hands over and stops, and
# until the failover that Sentinel leads is complete.
# shellcheck disable=SC1091,SC2154 # common.sh sets what is not set here
set -eu
. /opt/redis/scripts/common.sh

deadline=$(($(now) + GRACE_SECONDS - 5))

# busy says that the Redis of this pod runs, or that a failover does. A Redis
# that is slow answers nothing in time; one that is gone refuses at once.
busy() {
  code=0
  redis PING >/dev/null 2>&1 || code=$?
  case $code in
  0 | 124) return 0 ;; # 124: timeout ended it
  esac
  case $(sentinel 127.0.0.1 SENTINEL MASTER "$MASTER_NAME" 2>/dev/null) in
  *failover_in_progress*) return 0 ;;
  esac
  return 1
}

while busy && [ "$(now)" -lt "$deadline" ]; do
  sleep 0.5
done
