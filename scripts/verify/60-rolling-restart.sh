#!/usr/bin/env bash
# Two servers behind Caddy, which asks them whether they are ready, restarted one after the other while
# people write: no request fails.
. "$(dirname "$0")/section.sh"
needs docker curl node caddy
images

database action-tracker-verify-rolling
check 'migrate' command_line "$DISTROLESS" migrate
ports=("$(free_port)" "$(free_port)")
for number in 0 1; do
  serve "verify-rolling-$number" "$DISTROLESS" "${ports[$number]}" --env SHUTDOWN_DELAY_SECONDS=2 --stop-timeout 20
  check "server $number is ready" until_true 30 is_ready "http://127.0.0.1:${ports[$number]}"
done
address=$(free_port)
cat >"$WORK/Caddyfile" <<CADDY
{
  admin off
  auto_https off
  storage file_system $WORK/caddy
}
http://127.0.0.1:$address {
  reverse_proxy 127.0.0.1:${ports[0]} 127.0.0.1:${ports[1]} {
    health_uri /health/ready
    health_interval 500ms
    health_timeout 1s
  }
}
CADDY
XDG_CONFIG_HOME=$WORK/caddy XDG_DATA_HOME=$WORK/caddy caddy run --config "$WORK/Caddyfile" --adapter caddyfile >"$WORK/caddy.log" 2>&1 &
at_end "kill $!"
check 'Caddy is ready' until_true 20 is_ready "http://127.0.0.1:$address"
TOKEN=$(a_token "$DISTROLESS")
export TOKEN
rm -f "$WORK/rolling.log"
write "$WORK/rolling.log" "http://127.0.0.1:$address" >"$WORK/rolling.json"
for round in 1 2; do
  for number in 0 1; do
    sleep 2
    docker stop "verify-rolling-$number" >/dev/null
    check "round $round: server $number ended with 0" \
      [ "$(docker inspect --format '{{.State.ExitCode}}' "verify-rolling-$number")" = 0 ]
    docker start "verify-rolling-$number" >/dev/null
    check "round $round: server $number is back" until_true 30 is_ready "http://127.0.0.1:${ports[$number]}"
  done
done
sleep 2
stop_writing
figure 'four restarts behind Caddy' "$(cat "$WORK/rolling.json")"
check 'no request failed' grep -q '"failed":{}' "$WORK/rolling.json"
check 'nothing acknowledged is lost' nothing_lost "$WORK/rolling.log"
check 'ledgers and read tables agree' command_line "$DISTROLESS" verify-projections
