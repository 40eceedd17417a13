#!/bin/sh
# Keeps Sentinel running while the Redis of this pod hands over and stops, and
# until the failover that Sentinel leads is complete.
# shellcheck disable=SC1091,SC2154 # common.sh sets what is not set here
set -eu
. /opt/redis/scripts/common.sh

deadline=$(($(now) + GRACE_SECONDS - 5))

busy() {
  [ -z "$(redis PING 2>/dev/null)" ] || return 0
  case $(sentinel 127.0.0.1 SENTINEL MASTER "$MASTER_NAME" 2>/dev/null) in
  *failover_in_progress*) return 0 ;;
  esac
  return 1
}

while busy && [ "$(now)" -lt "$deadline" ]; do
  sleep 0.5
done
