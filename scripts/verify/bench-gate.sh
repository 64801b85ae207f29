#!/usr/bin/env bash
# The gate of bench.yml: a build that waits two milliseconds before every write must fail against this
# commit. (That equal builds pass is what every pull request shows.)
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
cleanup() {
  git worktree remove --force "$work/slow" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

PATH=$PWD/node_modules/.bin:$PATH
git worktree add --quiet --detach "$work/slow" HEAD
ln -s "$PWD/node_modules" "$work/slow/node_modules"
cd "$work/slow"
sed -i 's/^    await nextTurn();$/&\n    await new Promise((later) => setTimeout(later, 2));/' libs/event-store/src/ledger-writer.ts
git diff --quiet && { echo "expected a place in the ledger writer to slow down, found none" >&2; exit 1; }
node node_modules/rolldown/bin/cli.mjs -c apps/bench/rolldown.config.mjs >/dev/null
if node dist/apps/bench/main.js --against HEAD --only 'status change'; then
  echo "expected the slow build to be refused, found it accepted" >&2
  exit 1
fi
echo "the slow build is refused"
