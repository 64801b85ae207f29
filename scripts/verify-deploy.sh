#!/usr/bin/env bash
# scripts/verify-deploy.sh [SECTION…]: proves what the documents say about deployment, with the `docker` on
# PATH and nothing outside this repository. Without a section it runs all of them, in the order of the
# files in scripts/verify. What a section needs and does not find is named, and counts as a failure.
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
for file in scripts/verify/[0-9]*.sh; do
  section=${file##*/[0-9][0-9]-}
  section=${section%.sh}
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
  echo "Expected sections out of$(printf ' %s' scripts/verify/[0-9]*.sh | sed -E 's#scripts/verify/[0-9]+-|\.sh##g'), found $*" >&2
  exit 2
fi
printf '\n'
column -t -s '|' "$WORK/figures" 2>/dev/null || cat "$WORK/figures"
printf '\n'
printf '%s\n' "${results[@]}"
exit $status
