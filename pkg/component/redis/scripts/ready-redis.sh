#!/bin/sh
# Redis is ready when it accepts the password, has loaded its file and is the
# master or a replica in step with it. A replica in its first sync is not.
# shellcheck disable=SC1091,SC2154 # common.sh sets what is not set here
set -eu
. /opt/redis/scripts/common.sh

ping=$(redis PING 2>/dev/null) || true
if [ "$ping" != PONG ]; then
  echo "PING: ${ping:-no answer}"
  exit 1
fi
replication=$(redis INFO replication | tr -d '\r')
case $replication in
*role:master*) ;;
*master_link_status:up*) ;;
*)
  echo "the link to the master is down"
  exit 1
  ;;
esac
