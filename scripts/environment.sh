# shellcheck shell=bash
# One environment on this machine: its compose files, and which image runs there. Sourced by the scripts
# beside it, whose first argument names the environment.
environment=${1:-}
scripts="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker="$(dirname "$scripts")/docker"

case $environment in
  staging | production) ;;
  *)
    echo "Expected staging or production as first argument, found \"$environment\"" >&2
    exit 2
    ;;
esac

files=(--file "$docker/compose.yml" --file "$docker/compose.$environment.yml")
if [ -e "$docker/$environment.env" ]; then files+=(--env-file "$docker/$environment.env"); fi

# The image that was deployed last, and the one before.
# shellcheck disable=SC2034
before="$docker/$environment.image.before"
current="$docker/$environment.image"

# compose ARGUMENT… of the environment; IMAGE is the deployed one unless it is set.
compose() {
  local deployed=
  if [ -e "$current" ]; then deployed=$(<"$current"); fi
  IMAGE=${IMAGE:-$deployed} docker compose "${files[@]}" "$@"
}

# Runs the server from an image, once it is healthy, in the place of the one that ran.
serve() {
  IMAGE=$1 compose up --detach --no-deps --wait --wait-timeout 90 app
}

# Asks the running server what a user would.
check() {
  "$scripts/smoke" "http://$(compose port app 8080)"
}

say() { echo "$(date -u +%H:%M:%S) $*"; }
