#!/usr/bin/env bash
# The gate of bench.yml: a build that waits two milliseconds before every write must fail against this
# commit. (That equal builds pass is what every pull request shows.)
. "$(dirname "$0")/section.sh"
export PATH=$PWD/node_modules/.bin:$PATH
needs node git

slow=$WORK/slow
git worktree add --quiet --detach "$slow" HEAD
at_end "git -C '$PWD' worktree remove --force '$slow'"
ln -s "$PWD/node_modules" "$slow/node_modules"
chmod 755 "$WORK" "$slow"
cd "$slow"
sed -i 's/^      const now = this.options.now();$/&\n      await new Promise((later) => setTimeout(later, 2));/' \
  libs/event-store/src/write/ledger-writer.ts
changed() { ! git diff --quiet; }
check 'the ledger writer is slowed down' changed
check 'the slow build' node node_modules/rolldown/bin/cli.mjs -c apps/bench/rolldown.config.mjs
refuses 'what is slower by more than a tenth' ', worse' \
  node dist/apps/bench/main.js --against HEAD --only 'status change'
