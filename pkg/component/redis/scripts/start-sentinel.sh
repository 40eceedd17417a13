#!/bin/sh
# Starts Sentinel with the settings of the ConfigMap and the state of the data
# volume: who is master, and the epochs.
# shellcheck disable=SC1091,SC2154 # common.sh sets what is not set here
set -eu
umask 077
. /opt/redis/scripts/common.sh
check_passwords

# id HOST prints the identity of the sentinel of a pod. It follows from the
# host name, so it survives a lost volume and every pod knows all of them.
id() { printf '%s' "$1" | sha1sum | cut -c1-40; }

mkdir -p /data/sentinel
read_state
ask_sentinels
master=${best_host:-$first}
log "monitoring $master (epoch $best_epoch, $answers sentinels answered)"

# kept_epochs prints what this sentinel voted for, so that it never votes twice.
kept_epochs() {
  [ -s "$state" ] || return 0
  awk -v name="$MASTER_NAME" '
    $1 == "sentinel" && ($2 == "current-epoch" || $2 == "leader-epoch" && $3 == name)' "$state"
}

# other_pods declares the sentinel and the Redis of every other pod. Left to
# itself Sentinel learns of replicas every ten seconds only, and would find
# nobody to promote when a young master dies.
other_pods() {
  for host in $(hosts); do
    if [ "$host" != "$master" ]; then
      printf 'sentinel known-replica %s %s 6379\n' "$MASTER_NAME" "$host"
    fi
    if [ "$host" != "$me" ]; then
      printf 'sentinel known-sentinel %s %s 26379 %s\n' "$MASTER_NAME" "$host" "$(id "$host")"
    fi
  done
}

{
  cat /opt/redis/config/sentinel.conf
  printf '\n'
  printf 'requirepass %s\n' "$(quoted "$SENTINEL_PASSWORD")"
  printf 'sentinel sentinel-pass %s\n' "$(quoted "$SENTINEL_PASSWORD")"
  printf 'sentinel announce-ip %s\n' "$me"
  printf 'sentinel announce-port 26379\n'
  printf 'sentinel myid %s\n' "$(id "$me")"
  printf 'sentinel monitor %s %s 6379 %s\n' "$MASTER_NAME" "$master" "$QUORUM"
  printf 'sentinel auth-pass %s %s\n' "$MASTER_NAME" "$(quoted "$REDIS_PASSWORD")"
  [ "$best_epoch" -lt 0 ] || printf 'sentinel config-epoch %s %s\n' "$MASTER_NAME" "$best_epoch"
  kept_epochs
  other_pods
} >"$state.new"
# In one step, because Redis's start script may be reading it.
mv "$state.new" "$state"

exec redis-sentinel "$state"
