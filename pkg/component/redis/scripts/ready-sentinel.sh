#!/bin/sh
# Sentinel is ready when it knows the master and, with the other sentinels,
# could agree on a new one.
# shellcheck disable=SC1091,SC2154 # common.sh sets what is not set here
set -eu
. /opt/redis/scripts/common.sh

quorum=$(sentinel 127.0.0.1 SENTINEL CKQUORUM "$MASTER_NAME" 2>&1) || true
case $quorum in
OK*) ;;
*)
  echo "CKQUORUM: ${quorum:-no answer}"
  exit 1
  ;;
esac

# CKQUORUM counts a sentinel that was never reached until it is held for dead,
# so the connected ones are counted here.
connected=$(sentinel 127.0.0.1 SENTINEL SENTINELS "$MASTER_NAME" | awk '
  flags && $0 !~ /down|disconnected/ { count++ }
  { flags = $0 == "flags" }
  END { print count + 1 }')
if [ "$connected" -lt "$majority" ]; then
  echo "$connected of $REPLICAS sentinels are connected"
  exit 1
fi
