# shellcheck shell=bash
# An isolated checkout with its own containers, volumes, ports and secrets. Sourced by the sections that
# use docker compose.
export COMPOSE_PROJECT_NAME=action-tracker-verify
CHECKOUT=$WORK/checkout

# checkout: the files of this repository as they are now, and nothing that git ignores.
checkout() {
  rm -rf "$CHECKOUT"
  mkdir -p "$CHECKOUT"
  git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents --target-directory "$CHECKOUT"
  cd "$CHECKOUT" || return
  PORT=$(free_port)
  IDENTITY_PORT=$(free_port)
  WEB_PORT=$(free_port)
  DEBUGGER_PORT=$(free_port)
  export PORT IDENTITY_PORT WEB_PORT DEBUGGER_PORT
  URL=http://127.0.0.1:$PORT
  check 'scripts/secrets' scripts/secrets
}

# compose ENVIRONMENT ARGUMENT…
compose() {
  local environment=()
  if [ -e "docker/$1.env" ]; then environment=(--env-file "docker/$1.env"); fi
  docker compose --file docker/compose.yml --file "docker/compose.$1.yml" "${environment[@]}" "${@:2}"
}

# Everything that is needed to run ENVIRONMENT (staging, production) with the stand-in for Google.
configure() {
  echo verify >docker/secrets/google_client_secret
  chmod 444 docker/secrets/google_client_secret
  cat >"docker/$1.env" <<ENV
GOOGLE_CLIENT_ID=verify
GOOGLE_AUTHORIZATION_URL=http://127.0.0.1:$IDENTITY_PORT/o/oauth2/v2/auth
GOOGLE_TOKEN_URL=http://identity:9400/oauth2/v4/token
GOOGLE_USERINFO_URL=http://identity:9400/oauth2/v3/userinfo
ALLOWED_EMAIL_DOMAINS=example.com
PUBLIC_URL=$URL
PORT=$PORT
ENV
}

# identity: the stand-in for Google in the network of the servers.
identity() {
  docker image inspect action-tracker:development >/dev/null 2>&1 ||
    check 'the image of development builds' scripts/build-image --target development --tag action-tracker:development --load
  docker rm --force verify-identity >/dev/null 2>&1 || true
  docker run --detach --name verify-identity --network "${COMPOSE_PROJECT_NAME}_edge" --network-alias identity \
    --publish "127.0.0.1:$IDENTITY_PORT:9400" action-tracker:development \
    node docker/development/identity-server.mjs >/dev/null
  at_end 'docker rm --force verify-identity'
  check 'the stand-in for Google runs' until_true 30 curl --fail --silent "http://127.0.0.1:$IDENTITY_PORT/jwks"
}

# As a browser would: all the way to the identity server and back.
sign_in() {
  rm -f "$WORK/cookies"
  curl --fail --silent --location --cookie-jar "$WORK/cookies" --cookie "$WORK/cookies" --output /dev/null \
    "$1/auth/login?return_to=/trackers" && ask "$1/auth/me" | grep -q ada@example.com
}
ask() { curl --fail --silent --show-error --cookie "$WORK/cookies" "$@"; }
post() {
  ask --header 'Content-Type: application/json' --header 'Sec-Fetch-Site: same-origin' --data "$2" "$1"
}
create_item() {
  post "$1/api/trackers" '{"prefix":"VER","name":"Verification"}' &&
    post "$1/api/trackers/1/items" '{"title":"Still there","category":"ADCS","owner_id":1,"priority":"High"}'
}
has_item() { ask "$1/api/items/VER-001" | grep -q 'Still there'; }
