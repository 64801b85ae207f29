# shellcheck shell=bash
# What every section begins with: `. "$(dirname "$0")/section.sh"`. A section is a script of its own; it ends
# with 0 when all that it checks is true, 3 when a tool is missing, 4 when this machine cannot do it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
: "${WORK:=$(mktemp -d)}"
export DOCKER_CLI_HINTS=false

# Images that the sections share: the first that needs one builds it.
SLIM=action-tracker:verify-slim
DISTROLESS=action-tracker:verify-distroless
POSTGRES=${POSTGRES_IMAGE:-postgres:17}
JWT_SECRET=verify-verify-verify-verify-verify

# needs TOOL…: ends the section when one is not on PATH.
needs() {
  local missing=()
  for tool in "$@"; do command -v "$tool" >/dev/null || missing+=("$tool"); done
  if [ ${#missing[@]} -gt 0 ]; then
    echo "missing: ${missing[*]}"
    exit 3
  fi
  if [[ " $* " == *' docker '* ]] && ! docker info >/dev/null 2>&1; then
    echo 'missing: a Docker engine behind the docker on PATH'
    exit 3
  fi
}

# cannot REASON: ends the section where the machine does not allow it.
cannot() {
  echo "not possible here: $*"
  exit 4
}

# check WHAT COMMAND…: what must be true.
check() {
  local what=$1
  shift
  if "$@" >"$WORK/output" 2>&1; then
    echo "  ok: $what"
  else
    echo "  FAILED: $what: $*"
    tail -n 30 "$WORK/output"
    exit 1
  fi
}

# refuses WHAT TEXT COMMAND…: what must fail, and say why.
refuses() {
  local what=$1 text=$2
  shift 2
  if "$@" >"$WORK/output" 2>&1 || ! grep -qF -- "$text" "$WORK/output"; then
    echo "  FAILED: $what: expected a refusal with \"$text\" of $*, found"
    tail -n 30 "$WORK/output"
    exit 1
  fi
  echo "  ok: $what"
}

# figure WHAT VALUE: goes into the table at the end.
figure() {
  echo "  $1: $2"
  echo "$1 | $2" >>"$WORK/figures"
}

# until_true SECONDS COMMAND…: asks again until it is true.
until_true() {
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    if [ $SECONDS -ge $until ]; then return 1; fi
    sleep 0.2
  done
}

# What a section started is stopped, however it ends: `at_end COMMAND`, the last one first.
ends=()
at_end() { ends=("$*" "${ends[@]}"); }
stop_all() { for one in "${ends[@]}"; do eval "$one" >/dev/null 2>&1 || true; done; }
trap stop_all EXIT

milliseconds() { echo $(($(date +%s%N) / 1000000)); }
seconds_since() { awk -v ms=$(($(milliseconds) - $1)) 'BEGIN { printf "%.1f s", ms / 1000 }'; }
free_port() { node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })"; }
megabytes() { awk -v bytes="$1" 'BEGIN { printf "%.1f MB", bytes / 1e6 }'; }

# images: builds both, unless this commit's are there.
images() {
  if [ -n "${IMAGES_BUILT:-}" ] || [ -e "$WORK/images" ]; then return; fi
  check 'the slim image builds' scripts/build-image --target slim --tag "$SLIM" --load
  check 'the distroless image builds' scripts/build-image --target distroless --tag "$DISTROLESS" --load
  touch "$WORK/images"
}

# A network with a PostgreSQL in it: database NAME. Its address for containers is in $DATABASE_URL.
database() {
  NETWORK=$1
  DATABASE=$1-db
  DATABASE_URL=postgres://action_tracker:verify@$DATABASE/action_tracker
  docker rm --force --volumes "$DATABASE" >/dev/null 2>&1 || true
  docker network rm "$NETWORK" >/dev/null 2>&1 || true
  docker network create "$NETWORK" >/dev/null
  at_end "docker network rm $NETWORK"
  docker run --detach --name "$DATABASE" --network "$NETWORK" \
    --env POSTGRES_USER=action_tracker --env POSTGRES_PASSWORD=verify "${@:2}" "$POSTGRES" >/dev/null
  at_end "docker rm --force --volumes $DATABASE"
  check 'PostgreSQL runs' until_true 60 docker exec "$DATABASE" pg_isready -q -h 127.0.0.1 -U action_tracker
}

# sql TEXT: asks the database, without ornament.
sql() { docker exec "$DATABASE" psql --username action_tracker --no-align --tuples-only --command "$1"; }

# How an operator runs a container: no rights, nothing to write to, little of everything.
confined=(
  --read-only --cap-drop ALL --security-opt no-new-privileges --pids-limit 100
  --memory "${MEMORY:-768m}" --cpus "${CPUS:-2}"
)

# settings: what a server in production needs, as options of docker run.
settings() {
  printf '%s\n' --env "DATABASE_URL=$DATABASE_URL" --env "JWT_SECRET=$JWT_SECRET" \
    --env ALLOWED_EMAIL_DOMAINS=example.com --env GOOGLE_CLIENT_ID=verify --env GOOGLE_CLIENT_SECRET=verify \
    --env PUBLIC_URL=http://127.0.0.1 --env RATE_LIMIT_WRITES=0
}

# serve NAME IMAGE PORT OPTION…: a server in the network of the database, stopped at the end of the section.
serve() {
  local name=$1 image=$2 port=$3 set
  shift 3
  docker rm --force "$name" >/dev/null 2>&1 || true
  mapfile -t set < <(settings)
  docker run --detach --name "$name" --network "$NETWORK" "${confined[@]}" "${set[@]}" \
    --publish "127.0.0.1:$port:8080" "$@" "$image" >/dev/null
  at_end "docker rm --force $name"
}

# command_line IMAGE ARGUMENT…: the command line in a container of its own.
command_line() {
  local image=$1 set
  shift
  mapfile -t set < <(settings)
  docker run --rm --network "$NETWORK" "${confined[@]}" "${set[@]}" "$image" action-tracker "$@"
}

# a_token IMAGE: a bearer token of a user who is created for it.
a_token() {
  command_line "$1" create-user --email verify@example.com --name Verify >/dev/null 2>&1 || true
  command_line "$1" create-token --email verify@example.com
}

health_is() { [ "$(docker inspect --format '{{.State.Health.Status}}' "$1")" = "$2" ]; }
is_ready() { curl --fail --silent --output /dev/null --max-time 5 "$1/health/ready"; }

# write LOG URL…: people who create items, until the process $WRITERS is told to stop; what was acknowledged
# is in LOG. Afterwards `nothing_lost LOG` asks the database.
write() {
  node scripts/verify/write.mjs "$@" &
  WRITERS=$!
  at_end "kill -9 $WRITERS"
}
stop_writing() {
  kill -TERM "$WRITERS"
  wait "$WRITERS" || true
}
nothing_lost() {
  sql "SELECT data ->> 'title' FROM events WHERE type = 'ItemCreated'" | sort >"$WORK/stored"
  sort "$1" >"$WORK/acknowledged"
  [ -s "$WORK/acknowledged" ] && [ -z "$(comm -23 "$WORK/acknowledged" "$WORK/stored")" ]
}
