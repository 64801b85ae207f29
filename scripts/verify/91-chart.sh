#!/usr/bin/env bash
# The chart: rendered for every file in deploy/chart/ci, decoded as strictly as an API server does,
# wrong values refused, selectors, probes and egress asserted. Uses helm where there is one; else what
# tools/chart/build.sh builds from Debian's packages.
. "$(dirname "$0")/section.sh"
export PATH=$PWD/node_modules/.bin:$PATH
needs node

built=$PWD/dist/chart-tools/bin
if [ ! -x "$built/kubecheck" ] && [ -e /etc/debian_version ] && grep -q '^ID=debian' /etc/os-release; then
  check 'a renderer and a strict decoder are built' tools/chart/build.sh
fi
HELM=$(command -v helm || echo "$built/minihelm")
export HELM
needs "$HELM"
if command -v helm >/dev/null; then check 'helm lint' helm lint --strict deploy/chart; fi
check 'values, selectors, probes, rights, egress' node --test tools/chart/chart.test.mjs

# Only Debian has the decoder of the API server as a package.
[ -x "$built/kubecheck" ] || cannot 'strict decoding: tools/chart/build.sh builds kubecheck on Debian'
rendered() { "$HELM" template tracker deploy/chart -f "$1"; }
decodes() { rendered "$1" | "$built/kubecheck"; }
for values in deploy/chart/ci/*-values.yaml; do
  check "$values decodes strictly" decodes "$values"
done
misspelt() { rendered deploy/chart/ci/default-values.yaml | sed 's/readinessProbe:/readynessProbe:/' | "$built/kubecheck"; }
refuses 'a misspelt field' 'unknown field "spec.template.spec.containers[0].readynessProbe"' misspelt
