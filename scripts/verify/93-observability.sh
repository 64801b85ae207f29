#!/usr/bin/env bash
# Alert rules through their unit tests, and a real Prometheus that scrapes the running product: every
# expression of the dashboard is answered with values, every alert is evaluated, and none fires.
. "$(dirname "$0")/section.sh"
export PATH=$PWD/node_modules/.bin:$PATH
needs prometheus promtool jq curl node npm

folder=docker/observability
work=$WORK/observability
mkdir -p "$work"
# The embedded PostgreSQL is not root, also when this script is.
chmod 755 "$WORK" "$work"

check 'promtool check rules' promtool check rules "$folder/alerts.yml"
check 'promtool test rules' promtool test rules "$folder/alerts.test.yml"
sed 's#/run/secrets/metrics-token#/dev/null#' "$folder/prometheus.yml" >"$work/checked.yml"
cp "$folder/alerts.yml" "$work/"
check 'promtool check config' promtool check config "$work/checked.yml"

[ -e dist/apps/api/main.js ] || check 'the product builds' npm run build
token=$(printf 'metrics-%.0s' 1 2 3 4 5)
port=$(free_port)
prometheus_port=$(free_port)
url=http://127.0.0.1:$port
env -u DATABASE_URL DATA_DIR="$work/data" PORT="$port" METRICS_TOKEN="$token" \
  node dist/apps/api/main.js >"$work/product.log" 2>&1 &
at_end "kill $! && wait $!"
printf '%s' "$token" >"$work/token"
cat >"$work/prometheus.yml" <<END
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [alerts.yml]
scrape_configs:
  - job_name: action-tracker
    authorization: { credentials_file: $work/token }
    static_configs: [{ targets: ['127.0.0.1:$port'] }]
END
prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" \
  --web.listen-address="127.0.0.1:$prometheus_port" >"$work/prometheus.log" 2>&1 &
at_end "kill $! && wait $!"
check 'the product is ready' until_true 60 curl -fsS "$url/health/ready"
check 'Prometheus is ready' until_true 60 curl -fsS "http://127.0.0.1:$prometheus_port/-/ready"

check 'somebody signs in' curl -fsS -c "$work/cookies" "$url/auth/login" -H "Origin: $url" \
  -d 'name=Operator&email=operator@example.com&return_to=/'
check 'sample data' env DATA_DIR="$work/data" node dist/apps/cli/main.js seed --as operator@example.com
tracker=$(curl -fsS -b "$work/cookies" "$url/api/trackers" | jq '.[0].id')
(
  while true; do
    curl -sS -b "$work/cookies" -o /dev/null "$url/api/trackers/$tracker/items" \
      -H "Origin: $url" -H 'Content-Type: application/json' -d '{"title":"Watched"}' || true
    sleep 0.2
  done
) &
at_end "kill $! && wait $!"

ask() { curl -sS -G "http://127.0.0.1:$prometheus_port/api/v1/$1" --data-urlencode "query=${2:-}"; }
has_values() {
  ask query "${1//\$__rate_interval/10s}" | jq -e '.status == "success" and (.data.result | length > 0)'
}
mapfile -t expressions < <(jq -r '.. | .expr? // empty' "$folder/grafana/action-tracker.json")
all_have_values() {
  for expression in "${expressions[@]}"; do
    until_true 60 has_values "$expression" || { echo "no values: $expression" && return 1; }
  done
}
check 'the dashboard asks for more than 20 things' [ "${#expressions[@]}" -gt 20 ]
check "all ${#expressions[@]} of them are answered with values" all_have_values

rules() { ask rules | jq -e "[.data.groups[].rules[]] | length > 0 and all($1)"; }
check 'every alert is evaluated' rules '.health == "ok"'
check 'no alert fires about a healthy product' rules '.state != "firing"'
