#!/bin/sh
# Hands the master's role over before this pod stops, so that clients wait a
# moment instead of down-after-milliseconds, and no confirmed write is lost.
# shellcheck disable=SC1091,SC2154 # common.sh sets what is not set here
set -eu
. /opt/redis/scripts/common.sh

# A third of the grace period: Redis needs the rest to stop.
deadline=$(($(now) + GRACE_SECONDS / 3))

info() { redis INFO replication | tr -d '\r'; }

# lagging counts the replicas that have not confirmed an offset.
lagging() {
  info | awk -F '[:,=]' -v offset="$1" '
    /^slave[0-9]+:/ {
      for (i = 1; i < NF; i++) if ($i == "offset") { if ($(i + 1) + 0 < offset + 0) behind++ }
    }
    END { print behind + 0 }'
}

# request_failover asks the sentinels, the one of this pod first, until one
# takes the order; INPROG says that a failover runs already.
request_failover() {
  for host in 127.0.0.1 $(hosts); do
    [ "$host" != "$me" ] || continue
    reply=$(sentinel "$host" SENTINEL FAILOVER "$MASTER_NAME" 2>&1) || true
    case $reply in
    OK* | *INPROG*)
      asked=$host
      return 0
      ;;
    esac
    [ "$host" != 127.0.0.1 ] || answer=$reply
  done
  return 1
}

# follow_next makes this pod a replica as soon as another says that it is the
# master. Then the writes that wait here are refused as on any replica, which
# clients try again elsewhere. Were they still waiting when clients hear of the
# new master, clients would close the connection under them.
follow_next() {
  for host in $(hosts); do
    [ "$host" != "$me" ] || continue
    case $(redis_at "$host" INFO replication 2>/dev/null) in
    *role:master*)
      redis REPLICAOF "$host" 6379 >/dev/null
      redis CLIENT UNPAUSE >/dev/null
      followed=yes
      return 0
      ;;
    esac
  done
}

# visitors counts the clients from other pods that asked for something in the
# last seconds. Sentinels stay as long as Redis runs.
visitors() {
  redis CLIENT LIST TYPE normal | awk '
    / addr=127\.0\.0\.1:/ || / name=sentinel-/ { next }
    match($0, / idle=[0-9]+/) && substr($0, RSTART + 6, RLENGTH - 6) + 0 < 3 { active++ }
    END { print active + 0 }'
}

# see_off waits until clients have gone to the new master. One that still tries
# here could have the end of a transaction in flight when Redis stops, and would
# not know whether it happened.
see_off() {
  while [ "$(visitors)" != 0 ] && [ "$(now)" -lt "$deadline" ]; do
    sleep 0.2
  done
}

# give_up lets clients write again: the master stays the master until it stops.
give_up() {
  log "no hand-over: $1; the sentinel of this pod says: ${answer:-nothing}"
  [ "$followed" = yes ] || redis CLIENT UNPAUSE >/dev/null || true
  exit 0
}

answer='' followed=no
before=$(info)
case $before in
*role:master*state=online*) ;;
*) exit 0 ;; # a replica, or a master without a replica that could take over
esac

# Writes wait from here on, so nothing is confirmed that the next master lacks.
redis CLIENT PAUSE $((GRACE_SECONDS * 1000)) WRITE >/dev/null
offset=$(info | sed -n 's/^master_repl_offset://p')
while [ "$(lagging "$offset")" != 0 ]; do
  [ "$(now)" -lt "$deadline" ] || give_up "a replica is behind"
  sleep 0.2
done

asked='' alone=0
while :; do
  [ -n "$asked" ] || request_failover || true
  if [ -n "$asked" ]; then
    [ "$followed" = yes ] || follow_next
    reply=$(sentinel "$asked" SENTINEL GET-MASTER-ADDR-BY-NAME "$MASTER_NAME" 2>/dev/null) || true
    case $reply in
    "$me"*) ;;
    "$POD_PREFIX"-*)
      log "handed over to ${reply%%.*}"
      see_off
      exit 0
      ;;
    esac
  fi
  # The new master leaves this one, so it is right that a follower has no replicas.
  if [ "$followed" = no ]; then
    case $(info) in
    *state=online*) alone=0 ;;
    *) alone=$((alone + 1)) ;;
    esac
  fi
  [ "$alone" -lt 20 ] || give_up "no replica is left"
  [ "$(now)" -lt "$deadline" ] || give_up "no other pod became master in time"
  sleep 0.2
done
