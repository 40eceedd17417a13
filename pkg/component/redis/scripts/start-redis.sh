#!/bin/sh
# Starts Redis as master or as replica. A pod never takes itself for the
# master before it has asked: after a crash another pod may be the master.
# shellcheck disable=SC1091,SC2154 # common.sh sets what is not set here
set -eu
umask 077
. /opt/redis/scripts/common.sh
check_passwords

# has_data says whether this volume has an append-only file, here of Redis 7
# or of an older one. A dump of a past sync does not count: it is not loaded.
has_data() {
  [ -e /data/appendonlydir/appendonly.aof.manifest ] || [ -e /data/appendonly.aof ]
}

# ask_redises counts the Redises of other pods that are empty and the ones
# that hold data, whose names it keeps.
ask_redises() {
  empty=0 filled=''
  for host in $(hosts); do
    [ "$host" != "$me" ] || continue
    reply=$(redis_at "$host" INFO 2>/dev/null | tr -d '\r') || true
    if printf '%s\n' "$reply" | grep -Eq '^(loading:1|db[0-9]+:keys=)'; then
      filled="$filled $host"
    elif printf '%s\n' "$reply" | grep -q '^redis_version:'; then
      empty=$((empty + 1))
    fi
  done
}

# check sets the reason why this pod cannot start yet, if there is one.
check() {
  reason=''
  if [ "$answers" -lt "$majority" ] && [ "$(now)" -lt "$deadline" ]; then
    reason="$answers of $REPLICAS sentinels answered"
    return
  fi
  # A replica confirms no writes, and the sentinels correct it where the
  # answer was old. The rest is about a master.
  [ "$master" = "$me" ] || return 0
  if [ "$failing_over" = yes ]; then
    reason="a failover is under way"
  elif [ "$answers" -lt "$majority" ] && [ "$refusals" -gt 0 ]; then
    reason="sentinels refuse the password of this pod"
  elif ! has_data; then
    # As an empty master this pod would empty the replicas. The sentinels will
    # promote one of them.
    ask_redises
    if [ -n "$filled" ]; then
      reason="this volume is empty and there is data in$filled"
    elif [ "$((empty + 1))" -lt "$majority" ] && [ "$(now)" -lt "$deadline" ]; then
      reason="this volume is empty and $empty other pods say that they are empty too"
    fi
  fi
}

deadline=$(($(now) + ASK_SECONDS))
while :; do
  read_state
  ask_sentinels
  # On a virgin cluster nobody knows a master: it is the first pod.
  master=${best_host:-$first}
  check
  [ -n "$reason" ] || break
  log "waiting: $reason"
  sleep 1
done

if [ "$master" = "$me" ]; then
  log "starting as master (epoch $best_epoch, $answers sentinels answered)"
else
  log "starting as replica of $master (epoch $best_epoch, $answers sentinels answered)"
fi

# Redis rewrites its configuration when a sentinel changes its role, and the
# ConfigMap is read-only: it runs on a copy.
{
  cat /opt/redis/config/redis.conf
  printf '\n'
  printf 'replica-announce-ip %s\n' "$me"
  printf 'replica-announce-port 6379\n'
  printf 'requirepass %s\n' "$(quoted "$REDIS_PASSWORD")"
  printf 'masterauth %s\n' "$(quoted "$REDIS_PASSWORD")"
  [ "$master" = "$me" ] || printf 'replicaof %s 6379\n' "$master"
} >/run/redis/redis.conf

exec redis-server /run/redis/redis.conf
