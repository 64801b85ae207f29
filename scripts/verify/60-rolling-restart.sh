#!/usr/bin/env bash
# Two servers behind nginx, restarted one after the other while people write: no request fails.
. "$(dirname "$0")/section.sh"
needs docker curl node nginx
images

database action-tracker-verify-rolling
check 'migrate' command_line "$DISTROLESS" migrate
ports=("$(free_port)" "$(free_port)")
for number in 0 1; do
  serve "verify-rolling-$number" "$DISTROLESS" "${ports[$number]}" --env SHUTDOWN_DELAY_SECONDS=2 --stop-timeout 20
  check "server $number is ready" until_true 30 is_ready "http://127.0.0.1:${ports[$number]}"
done
address=$(free_port)
mkdir -p "$WORK/nginx"
cat >"$WORK/nginx.conf" <<NGINX
pid $WORK/nginx/pid;
error_log $WORK/nginx/error.log;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path $WORK/nginx/body; proxy_temp_path $WORK/nginx/proxy; fastcgi_temp_path $WORK/nginx/fastcgi;
  uwsgi_temp_path $WORK/nginx/uwsgi; scgi_temp_path $WORK/nginx/scgi;
  upstream tracker {
    server 127.0.0.1:${ports[0]} max_fails=1 fail_timeout=1s;
    server 127.0.0.1:${ports[1]} max_fails=1 fail_timeout=1s;
    keepalive 16;
  }
  server {
    listen 127.0.0.1:$address;
    location / {
      proxy_pass http://tracker;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host \$http_host;
      proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto \$scheme;
      proxy_connect_timeout 1s;
    }
  }
}
NGINX
check 'nginx starts' nginx -c "$WORK/nginx.conf" -e "$WORK/nginx/error.log"
at_end "kill \$(cat $WORK/nginx/pid)"
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
figure 'rolling restart behind nginx, four restarts' "$(cat "$WORK/rolling.json")"
check 'no request failed' grep -q '"failed":{}' "$WORK/rolling.json"
check 'nothing acknowledged is lost' nothing_lost "$WORK/rolling.log"
check 'ledgers and read tables agree' command_line "$DISTROLESS" verify-projections
