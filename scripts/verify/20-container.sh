#!/usr/bin/env bash
# A container as an operator runs it: nothing to write to, no rights, little memory; what its health says;
# and what happens to people's changes when it is told to stop.
. "$(dirname "$0")/section.sh"
needs docker curl node git
images

database action-tracker-verify
port=$(free_port)
for image in "$SLIM" "$DISTROLESS"; do
  check "$image: action-tracker migrate needs a database and nothing else" docker run --rm --network "$NETWORK" \
    "${confined[@]}" --env "DATABASE_URL=$DATABASE_URL" "$image" action-tracker migrate
  refuses "$image: names the settings that are missing" 'JWT_SECRET: expected a secret key in production' \
    docker run --rm --read-only "$image"
  refuses "$image: brings no PostgreSQL along" 'is not installed' \
    docker run --rm --read-only "$image" action-tracker migrate
done

for image in "$SLIM" "$DISTROLESS"; do
  check "$image: health is asked as planned: every 30 s, for 5 s, after 10 s, three times" \
    [ "$(docker image inspect --format '{{with .Config.Healthcheck}}{{.Interval}} {{.Timeout}} {{.StartPeriod}} {{.Retries}}{{end}}' "$image")" \
    = '30s 5s 10s 3' ]
  check "$image: tells its commit" \
    [ "$(docker image inspect --format '{{index .Config.Labels "org.opencontainers.image.revision"}}' "$image")" \
    = "$(git rev-parse HEAD)" ]
  begin=$(milliseconds)
  serve verify-app "$image" "$port" --memory 384m --stop-timeout 20
  check "$image: becomes healthy" until_true 30 health_is verify-app healthy
  figure "$image, from docker run to healthy" "$(seconds_since "$begin")"
  check "$image: answers as it should" env TOKEN="$(a_token "$image")" scripts/smoke "http://127.0.0.1:$port"
  check "$image: runs as nobody" \
    docker exec verify-app /nodejs/bin/node -e 'process.exit(process.getuid() === 65532 ? 0 : 1)'
  refuses "$image: cannot write into its own folder" 'EROFS' \
    docker exec verify-app /nodejs/bin/node -e 'fs.writeFileSync("/app/x", "")'
  check "$image: has no capability and may get none" docker exec verify-app /nodejs/bin/node -e \
    'process.exit(/CapBnd:\s*0+\n[^]*NoNewPrivs:\s*1\n/.test(fs.readFileSync("/proc/1/status", "utf8")) ? 0 : 1)'
  check "$image: its heap leaves room in 384 MB" docker exec verify-app /nodejs/bin/node \
    --max-old-space-size-percentage=75 -e 'process.exit(v8.getHeapStatistics().heap_size_limit < 340e6 ? 0 : 1)'
done
serve verify-app "$DISTROLESS" "$port" --env OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318
check 'traces: its library is in the image' until_true 30 is_ready "http://127.0.0.1:$port"
refuses 'distroless: has no shell' 'executable file not found' docker exec verify-app sh -c true

# The timings of the image are for production; here nobody waits 90 s for three failures.
serve verify-app "$DISTROLESS" "$port" --health-interval 1s --stop-timeout 20
check 'healthy' until_true 30 health_is verify-app healthy
docker kill "$DATABASE" >/dev/null
check 'unhealthy when the database is killed' until_true 30 health_is verify-app unhealthy
check 'alive all the same' curl --fail --silent "http://127.0.0.1:$port/health/live"
docker start "$DATABASE" >/dev/null
check 'healthy again by itself when the database is back' until_true 60 health_is verify-app healthy

TOKEN=$(a_token "$DISTROLESS")
export TOKEN
: >"$WORK/stop.log"
write "$WORK/stop.log" "http://127.0.0.1:$port"
sleep 5
begin=$(milliseconds)
docker stop verify-app >/dev/null
figure 'docker stop while 16 people write' "$(seconds_since "$begin")"
check 'ended with 0' [ "$(docker inspect --format '{{.State.ExitCode}}' verify-app)" = 0 ]
stop_writing
check "nothing acknowledged is lost ($(wc -l <"$WORK/stop.log") items)" nothing_lost "$WORK/stop.log"
check 'ledgers and read tables agree' command_line "$DISTROLESS" verify-projections
check 'what was written is exported' eval \
  "[ \$(command_line $DISTROLESS export --tracker VRF --format csv | wc -l) -gt $(wc -l <"$WORK/stop.log") ]"
