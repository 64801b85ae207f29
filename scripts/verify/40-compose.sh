#!/usr/bin/env bash
# The three environments of docker compose: up, sign in, write, kill everything, and all is still there.
. "$(dirname "$0")/section.sh"
. scripts/verify/checkout.sh
needs docker curl git node
images
checkout

# killed ENVIRONMENT URL: everything dies without a word, and is started again.
killed() {
  compose "$1" kill --signal KILL >/dev/null 2>&1
  check "$1: up again after everything was killed" compose "$1" up --detach --wait --wait-timeout 180
  check "$1: the item is still there, and so is the session" until_true 60 has_item "$2"
}

# changed FILE FROM TO URL TEXT: how long it takes until a change of a source is answered.
changed() {
  local begin
  begin=$(milliseconds)
  sed -i "s/$2/$3/" "$1"
  check "a change of $1 is answered" until_true 60 eval "curl --silent $4 | grep -q '$5'"
  figure "hot reload of ${1%%/src/*}" "$(seconds_since "$begin")"
}

at_end 'compose override down --volumes --timeout 5'
begin=$(milliseconds)
check 'development: up' compose override up --detach --build --wait --wait-timeout 300
figure 'development, up and healthy' "$(seconds_since "$begin")"
web=http://127.0.0.1:$WEB_PORT
check 'development: the client is served' until_true 60 eval "curl --silent $web | grep -q '<at-root'"
check 'development: sign in' sign_in "$web"
check 'development: create an item' create_item "$web"
check 'development: a debugger listens' eval "curl --fail --silent http://127.0.0.1:$DEBUGGER_PORT/json/list | grep -q webSocketDebuggerUrl"
changed apps/api/src/operation/health.controller.ts "status: 'ok'" "status: 'ok', changed: 1" "$URL/health/live" '"changed":1'
changed apps/web/src/index.html '<title>.*<.title>' '<title>Changed<\/title>' "$web" '<title>Changed'
killed override "$web"
compose override logs >"$WORK/development.log" 2>&1
compose override down --volumes --timeout 5 >/dev/null 2>&1

for environment in staging production; do
  refuses "$environment: names the image that is missing" 'required variable IMAGE is missing' \
    compose "$environment" config
  export IMAGE=$DISTROLESS
  for name in GOOGLE_CLIENT_ID ALLOWED_EMAIL_DOMAINS PUBLIC_URL; do
    configure "$environment"
    sed -i "/^$name=/d" "docker/$environment.env"
    refuses "$environment: names $name when it is missing" "required variable $name is missing" \
      compose "$environment" config
  done
  configure "$environment"
  mv docker/secrets/google_client_secret "$WORK/"
  refuses "$environment: names the secret that is missing" google_client_secret compose "$environment" up --detach
  mv "$WORK/google_client_secret" docker/secrets/
  compose "$environment" down --volumes >/dev/null 2>&1

  at_end "compose $environment down --volumes --timeout 5"
  begin=$(milliseconds)
  check "$environment: up" compose "$environment" up --detach --wait --wait-timeout 120
  figure "$environment, up and healthy" "$(seconds_since "$begin")"
  identity
  check "$environment: answers as it should" scripts/smoke "$URL"
  check "$environment: sign in" sign_in "$URL"
  check "$environment: create an item" create_item "$URL"
  killed "$environment" "$URL"
  app=$(compose "$environment" ps --quiet app)
  docker inspect "$app" >"$WORK/app.json"
  check "$environment: limits, restarts, logs that rotate, nothing to write to" node -e '
    const { HostConfig: host } = JSON.parse(fs.readFileSync(process.argv[1]))[0];
    const isRight = host.Memory > 0 && host.NanoCpus > 0 && host.PidsLimit === 100 && host.ReadonlyRootfs &&
      host.RestartPolicy.Name === "unless-stopped" && host.LogConfig.Config["max-size"] === "10m" &&
      host.CapDrop[0] === "ALL" && host.SecurityOpt[0] === "no-new-privileges:true";
    process.exit(isRight ? 0 : 1)' "$WORK/app.json"
  check "$environment: PostgreSQL has no way out" \
    [ "$(docker network inspect --format '{{.Internal}}' "${COMPOSE_PROJECT_NAME}_backend")" = true ]
  compose "$environment" logs --no-log-prefix app migrate >"$WORK/$environment.log" 2>&1
  for secret in docker/secrets/*; do
    check "$environment: ${secret##*/} is not in the log" eval "! grep -qF \"\$(<$secret)\" $WORK/$environment.log"
  done
  check "$environment: the profiles are a valid configuration" \
    compose "$environment" --profile proxy --profile observability config --quiet
  docker rm --force verify-identity >/dev/null
  compose "$environment" down --volumes --timeout 5 >/dev/null 2>&1
  unset IMAGE
done
