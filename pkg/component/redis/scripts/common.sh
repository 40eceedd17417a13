# shellcheck shell=sh disable=SC2034
# What the scripts of both containers share. Each sources this file first.
#
# The environment names the pods (POD_NAME, POD_PREFIX, POD_DOMAIN, REPLICAS),
# the master's name (MASTER_NAME) and both passwords. Passwords travel in the
# environment and in files of mode 0600, never on a command line.

me="$POD_NAME.$POD_DOMAIN"
first="$POD_PREFIX-0.$POD_DOMAIN"
majority=$((REPLICAS / 2 + 1))
state=/data/sentinel/sentinel.conf

log() { printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*"; }

now() { date +%s; }

# hosts lists the host names of all pods.
hosts() {
  ordinal=0
  while [ "$ordinal" -lt "$REPLICAS" ]; do
    echo "$POD_PREFIX-$ordinal.$POD_DOMAIN"
    ordinal=$((ordinal + 1))
  done
}

# redis_at ADDRESS COMMAND… asks a Redis; it answers in 2 seconds or not at all.
redis_at() {
  address=$1
  shift
  REDISCLI_AUTH=$REDIS_PASSWORD timeout 2 redis-cli -h "$address" -p 6379 "$@"
}

# redis COMMAND… asks the Redis of this pod.
redis() { redis_at 127.0.0.1 "$@"; }

# sentinel ADDRESS COMMAND… asks a sentinel.
sentinel() {
  address=$1
  shift
  REDISCLI_AUTH=$SENTINEL_PASSWORD timeout 2 redis-cli -h "$address" -p 26379 "$@"
}

# quoted PASSWORD prints it as a string of a configuration file.
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"; }

# check_passwords ends the script where a password cannot work.
check_passwords() {
  for password in "$REDIS_PASSWORD" "$SENTINEL_PASSWORD"; do
    case $password in
    '') log "a password in the Secret is empty"; exit 1 ;;
    *[[:cntrl:]]*) log "a password in the Secret holds a line break or another control character"; exit 1 ;;
    esac
  done
}

# read_state takes the master and its epoch from what the sentinel of this pod
# last wrote on the data volume: best_host is empty where it never ran.
read_state() {
  best_host='' best_epoch=-1
  [ -s "$state" ] || return 0
  remembered=$(awk -v name="$MASTER_NAME" '
    $1 != "sentinel" || $3 != name { next }
    $2 == "monitor" { host = $4 }
    $2 == "config-epoch" { epoch = $4 }
    END { if (host != "") print host, epoch + 0 }' "$state")
  [ -n "$remembered" ] || return 0
  # shellcheck disable=SC2086
  set -- $remembered
  best_host=$1 best_epoch=$2
}

# ask_sentinels asks the sentinels of all pods for the master. The answer of
# the highest epoch wins, over read_state too: each failover has a higher one.
# It counts answers and refusals (wrong password), and notes whether a
# failover is under way.
ask_sentinels() {
  answers=0 refusals=0 failing_over=no
  for host in $(hosts); do
    # Where this pod is not yet in DNS its own sentinel can still be asked.
    at=$host
    [ "$host" != "$me" ] || at=127.0.0.1
    reply=$(sentinel "$at" SENTINEL MASTER "$MASTER_NAME" 2>&1) || true
    case $reply in
    *NOAUTH* | *WRONGPASS*)
      log "the sentinel of $host refuses the password"
      refusals=$((refusals + 1))
      continue
      ;;
    esac
    answer=$(printf '%s\n' "$reply" | awk '
      NR % 2 { key = $0; next }
      { value[key] = $0 }
      END {
        if (value["ip"] != "" && value["config-epoch"] != "")
          print value["ip"], value["config-epoch"], value["flags"]
      }')
    [ -n "$answer" ] || continue
    # shellcheck disable=SC2086
    set -- $answer
    answers=$((answers + 1))
    told=$1 epoch=$2
    case ${3:-} in
    *failover_in_progress*)
      failing_over=yes
      # Halfway through a failover this is the old master with the new epoch.
      # Two pods that are masters of one epoch would never find together.
      told=$(sentinel "$at" SENTINEL GET-MASTER-ADDR-BY-NAME "$MASTER_NAME" | head -n 1) || continue
      ;;
    esac
    if [ -n "$told" ] && [ "$epoch" -gt "$best_epoch" ]; then
      best_host=$told best_epoch=$epoch
    fi
  done
}
