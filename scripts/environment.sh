# shellcheck shell=bash
# An environment on this machine: its compose files and its current image. Sourced by the scripts in this
# directory, whose first argument is the environment.
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

# The image deployed last, and the previous one.
# shellcheck disable=SC2034
before="$docker/$environment.image.before"
current="$docker/$environment.image"

# compose ARGUMENT… of the environment; IMAGE is the deployed one unless it is set.
compose() {
  local deployed=
  if [ -e "$current" ]; then deployed=$(<"$current"); fi
  IMAGE=${IMAGE:-$deployed} docker compose "${files[@]}" "$@"
}

# Replaces the running server with one from an image, and waits until it is healthy.
serve() {
  IMAGE=$1 compose up --detach --no-deps --wait --wait-timeout 90 app
}

# Runs the smoke test against the running server.
check() {
  "$scripts/smoke" "http://$(compose port app 8080)"
}

say() { echo "$(date -u +%H:%M:%S) $*"; }
