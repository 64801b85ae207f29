#!/usr/bin/env bash
# scripts/verify-deploy.sh [SECTION…]: proves what the documents say about deployment, with the `docker` on
# PATH and nothing outside this repository. A section is a program in scripts/verify; without one all run, in
# the order of their names. What a section needs and does not find is named, and counts as a failure.
#
# NODE_IMAGE, DISTROLESS_IMAGE, POSTGRES_IMAGE: other base images. WORK: a folder to keep what was made.
set -euo pipefail
cd "$(dirname "$0")/.."
export WORK=${WORK:-}
if [ -z "$WORK" ]; then
  WORK=$(mktemp -d)
  trap 'rm -rf "$WORK"' EXIT
fi
: >"$WORK/figures"

declare -a results=()
status=0
known=()
for file in scripts/verify/*.sh; do
  if [ ! -x "$file" ]; then continue; fi
  section=$(basename "$file" .sh)
  section=${section#[0-9][0-9]-}
  known+=("$section")
  if [ $# -gt 0 ] && [[ " $* " != *" $section "* ]]; then continue; fi
  printf '\n== %s\n' "$section"
  begin=$SECONDS
  case $(bash "$file" >&2 && echo 0 || echo $?) in
    0) result=ok ;;
    3) result='MISSING TOOLS' ;;
    4) result='not possible here' ;;
    *) result=FAILED ;;
  esac
  results+=("$section: $result, $((SECONDS - begin)) s")
  case $result in FAILED | MISSING*) status=1 ;; esac
done

if [ ${#results[@]} -eq 0 ]; then
  echo "Expected sections out of ${known[*]}; found $*" >&2
  exit 2
fi
printf '\n'
column -t -s '|' "$WORK/figures" 2>/dev/null || cat "$WORK/figures"
printf '\n'
printf '%s\n' "${results[@]}"
exit $status
