#!/usr/bin/env bash
# 50,000 items behind one server with the limits of production: how fast it answers people, and how soon
# their browsers show something.
. "$(dirname "$0")/section.sh"
needs docker curl node
CHROME_PATH=${CHROME_PATH:-$(command -v chromium || command -v google-chrome || true)}
if [ -z "$CHROME_PATH" ]; then
  echo 'missing: chromium'
  exit 3
fi
export CHROME_PATH
images

database action-tracker-verify-load --memory 2g
check 'migrate' command_line "$DISTROLESS" migrate
port=$(free_port)
serve verify-load "$DISTROLESS" "$port" --memory 768m
check 'ready' until_true 30 is_ready "http://127.0.0.1:$port"
TOKEN=$(a_token "$DISTROLESS")
mkdir -p "$WORK/load"
chmod 755 "$WORK" "$WORK/load"
export TOKEN IMAGE=$DISTROLESS NETWORK DATABASE_URL JWT_SECRET
node scripts/verify/load.mjs "http://127.0.0.1:$port" "$WORK/load" >"$WORK/load.txt" || {
  cat "$WORK/load.txt"
  exit 1
}
while IFS='|' read -r what value; do figure "$what" "$value"; done <"$WORK/load.txt"
figure 'memory of the server afterwards' "$(docker stats --no-stream --format '{{.MemUsage}}' verify-load)"
check 'it was never killed for its memory' \
  [ "$(docker inspect --format '{{.State.OOMKilled}} {{.RestartCount}}' verify-load)" = 'false 0' ]
