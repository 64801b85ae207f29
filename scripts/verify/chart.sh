#!/usr/bin/env bash
# The chart: rendered for every file in deploy/chart/ci, decoded as strictly as an API server does,
# wrong values refused, selectors, probes and egress asserted. Uses helm where there is one; else what
# tools/chart/build.sh builds from Debian's packages.
set -euo pipefail
cd "$(dirname "$0")/../.."

built=dist/chart-tools/bin
if ! command -v helm >/dev/null && [ ! -x "$built/minihelm" ]; then
  echo "helm is missing: building a renderer from Debian's packages"
  tools/chart/build.sh
fi
HELM=$(command -v helm || echo "$PWD/$built/minihelm")
export HELM

if [ "$(basename "$HELM")" = helm ]; then helm lint --strict deploy/chart; fi
node_modules/.bin/node --test --test-reporter=dot tools/chart/chart.test.mjs

if [ -x "$built/kubecheck" ]; then
  for values in deploy/chart/ci/*-values.yaml; do
    echo "$values: $("$HELM" template tracker deploy/chart -f "$values" | "$built/kubecheck")"
  done
  # Teeth: what is misspelt must be refused.
  if "$HELM" template tracker deploy/chart -f deploy/chart/ci/default-values.yaml |
    sed 's/readinessProbe:/readynessProbe:/' | "$built/kubecheck" >/dev/null; then
    echo "expected a misspelt field to be refused, found it decoded" >&2
    exit 1
  fi
else
  echo "not decoded strictly: tools/chart/build.sh builds kubecheck on Debian"
fi
