#!/usr/bin/env bash
# Alert rules through their unit tests, and a real Prometheus that scrapes the running product: every
# expression of the dashboard and of the alerts has to be answered, those of the dashboard with values.
set -euo pipefail
cd "$(dirname "$0")/../.."

for tool in prometheus promtool jq curl; do
  command -v "$tool" >/dev/null || { echo "missing: $tool (apt-get install prometheus jq curl)" >&2; exit 1; }
done
node=node_modules/.bin/node
folder=docker/observability
work=$(mktemp -d)
# The embedded PostgreSQL is not root, also when this script is.
chmod 755 "$work"
started=()
cleanup() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT

promtool check rules "$folder/alerts.yml"
promtool test rules "$folder/alerts.test.yml"
sed 's#/run/secrets/metrics-token#/dev/null#' "$folder/prometheus.yml" >"$work/checked.yml"
cp "$folder/alerts.yml" "$work/"
promtool check config "$work/checked.yml"

[ -f dist/apps/api/main.js ] || npm run build
free_port() { "$node" -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
token=$(printf 'metrics-%.0s' 1 2 3 4 5)
port=$(free_port)
prometheus_port=$(free_port)
env -u DATABASE_URL DATA_DIR="$work/data" PORT="$port" METRICS_TOKEN="$token" \
  "$node" dist/apps/api/main.js >"$work/product.log" 2>&1 &
started+=($!)

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
started+=($!)

retry() {
  for _ in $(seq 120); do "$@" >/dev/null 2>&1 && return; sleep 0.5; done
  echo "expected within a minute: $*" >&2
  tail -n 20 "$work/product.log" "$work/prometheus.log" >&2
  return 1
}
retry curl -fsS "http://127.0.0.1:$port/health/ready"
retry curl -fsS "http://127.0.0.1:$prometheus_port/-/ready"

sign_in() {
  curl -fsS -c "$work/cookies" -o /dev/null "http://127.0.0.1:$port/auth/login" \
    -H "Origin: http://127.0.0.1:$port" -d 'name=Operator&email=operator@example.com&return_to=/'
}
sign_in || { echo "the local sign-in did not answer" >&2; exit 1; }
DATA_DIR="$work/data" "$node" dist/apps/cli/main.js seed --as operator@example.com >/dev/null
tracker=$(curl -fsS -b "$work/cookies" "http://127.0.0.1:$port/api/trackers" | jq '.[0].id')
(
  while true; do
    curl -sS -b "$work/cookies" -o /dev/null "http://127.0.0.1:$port/api/trackers/$tracker/items" \
      -H "Origin: http://127.0.0.1:$port" -H 'Content-Type: application/json' -d '{"title":"Watched"}' || true
    sleep 0.2
  done
) &
started+=($!)

ask() { curl -sS -G "http://127.0.0.1:$prometheus_port/api/v1/query" --data-urlencode "query=$1"; }
has_values() { ask "${1//\$__rate_interval/10s}" | jq -e '.status == "success" and (.data.result | length > 0)'; }

count=0
while read -r expression; do
  retry has_values "$expression"
  count=$((count + 1))
done < <(jq -r '.. | .expr? // empty' "$folder/grafana/action-tracker.json")
[ "$count" -gt 20 ] || { echo "expected more than 20 expressions in the dashboard, found $count" >&2; exit 1; }
echo "$count expressions of the dashboard answered with values"

rules=$(curl -sS "http://127.0.0.1:$prometheus_port/api/v1/rules")
jq -e '[.data.groups[].rules[]] | length > 0 and all(.health == "ok")' <<<"$rules" >/dev/null ||
  { echo "expected every alert to be evaluated, found: $rules" >&2; exit 1; }
jq -e '[.data.groups[].rules[]] | all(.state != "firing")' <<<"$rules" >/dev/null ||
  { echo "expected no alert about a healthy product, found: $rules" >&2; exit 1; }
echo "every alert is evaluated, and none fires"
