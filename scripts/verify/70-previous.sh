#!/usr/bin/env bash
# The version before on the schema of this one: it goes on while the new one is installed, both write, and it
# starts again when the new one is taken back. PREVIOUS: its commit; else the last release or the first commit
# that can work beside this one, whichever is later.
. "$(dirname "$0")/section.sh"
needs docker curl git node
images

if [ "$(git rev-parse --is-shallow-repository)" = true ]; then cannot 'the history of the repository is not here'; fi
contracted=$(git log --diff-filter=A --format=%H -- 'migrations/*_contract_*.ts' | head -n 1)
# What came before the last change that took something away from the schema cannot work on this one, and what
# came before this commit answered 404 to what it had written beside a version with other read tables.
oldest=06f4d59473aa9a2745fa93697a03546439a33473
if ! git merge-base --is-ancestor "$contracted" "$oldest"; then oldest=$contracted; fi
release=$(git describe --tags --match 'v*' --abbrev=0 'HEAD~' 2>/dev/null || true)
if [ -n "$release" ] && ! git merge-base --is-ancestor "$oldest" "$release"; then release=''; fi
PREVIOUS=${PREVIOUS:-${release:-$oldest}}
old=action-tracker:verify-previous
rm -rf "$WORK/previous"
mkdir -p "$WORK/previous"
git archive "$PREVIOUS" | tar --extract --directory "$WORK/previous"
arguments=()
for name in NODE_IMAGE DISTROLESS_IMAGE; do
  if [ -n "${!name:-}" ]; then arguments+=(--build-arg "$name=${!name}"); fi
done
figure 'version before' "$(git log -1 --format='%h of %cs' "$PREVIOUS")"
check 'its image builds' docker build --file "$WORK/previous/docker/Dockerfile" --target distroless \
  "${arguments[@]}" --tag "$old" "$WORK/previous"

database action-tracker-verify-previous
check 'its schema' command_line "$old" migrate
ports=("$(free_port)" "$(free_port)")
serve verify-old "$old" "${ports[0]}"
check 'it is ready' until_true 30 is_ready "http://127.0.0.1:${ports[0]}"
TOKEN=$(a_token "$old")
export TOKEN
: >"$WORK/previous.log"
write "$WORK/previous.log" "http://127.0.0.1:${ports[0]}" >"$WORK/previous-old.json"
writing_old=$WRITERS
sleep 1
command_line "$DISTROLESS" migrate
serve verify-new "$DISTROLESS" "${ports[1]}"
check 'the new version is ready' until_true 30 is_ready "http://127.0.0.1:${ports[1]}"
: >"$WORK/current.log"
write "$WORK/current.log" "http://127.0.0.1:${ports[1]}" >"$WORK/previous-new.json"
sleep 3
stop_writing
WRITERS=$writing_old
stop_writing
figure 'the version before, on the schema of this one' "$(cat "$WORK/previous-old.json")"
figure 'this version beside it' "$(cat "$WORK/previous-new.json")"
check 'no request to either failed' eval "[ \$(cat $WORK/previous-{old,new}.json | grep -c '\"failed\":{}') = 2 ]"
check 'both read what the other wrote' env TOKEN="$TOKEN" scripts/smoke "http://127.0.0.1:${ports[0]}"

docker stop verify-new >/dev/null
docker restart verify-old >/dev/null
check 'the version before starts again, when the new one is taken back' until_true 60 is_ready "http://127.0.0.1:${ports[0]}"
check 'and answers as it should' env TOKEN="$TOKEN" scripts/smoke "http://127.0.0.1:${ports[0]}"
: >"$WORK/again.log"
write "$WORK/again.log" "http://127.0.0.1:${ports[0]}" >"$WORK/previous-again.json"
sleep 2
stop_writing
check 'and writes' grep -q '"failed":{}' "$WORK/previous-again.json"
check 'this version comes back' command_line "$DISTROLESS" migrate

# And the other way round: what a version after this one may add does not disturb this one.
sql "ALTER TABLE users ADD COLUMN added text; ALTER TABLE events ADD COLUMN added text;
  ALTER TABLE ledgers ADD COLUMN added text; CREATE TABLE added (id int);
  INSERT INTO migrations (timestamp, name) VALUES (2099010100001, 'AddMuch2099010100001')" >/dev/null
docker start verify-new >/dev/null
check 'it starts on the schema of a version after it' until_true 60 is_ready "http://127.0.0.1:${ports[1]}"
: >"$WORK/later.log"
write "$WORK/later.log" "http://127.0.0.1:${ports[1]}" >"$WORK/previous-later.json"
sleep 2
stop_writing
check 'and writes' grep -q '"failed":{}' "$WORK/previous-later.json"
sql "INSERT INTO migrations (timestamp, name) VALUES (2099010100002, 'ContractMuch2099010100002')" >/dev/null
refuses 'where something was taken away it does not start' ContractMuch2099010100002 command_line "$DISTROLESS" migrate
sql "DELETE FROM migrations WHERE name = 'ContractMuch2099010100002'" >/dev/null
cat "$WORK"/{previous,current,again,later}.log >"$WORK/all.log"
check 'nothing acknowledged is lost' nothing_lost "$WORK/all.log"
check 'ledgers and read tables agree' command_line "$DISTROLESS" verify-projections
