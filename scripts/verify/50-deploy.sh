#!/usr/bin/env bash
# Deploying, going back, and coming back from a backup, by the scripts that an operator uses.
. "$(dirname "$0")/section.sh"
. scripts/verify/checkout.sh
needs docker curl git node
images
checkout
configure production
at_end 'docker rm --force action-tracker-production-candidate'
at_end "IMAGE=$DISTROLESS compose production down --volumes --timeout 5"

# timed WHAT MOST COMMAND…: what must be true, and soon enough.
timed() {
  local begin
  begin=$(milliseconds)
  check "$1" "${@:3}"
  figure "$1" "$(seconds_since "$begin")"
  check "$1: in less than $2 s" [ $(($(milliseconds) - begin)) -lt $(($2 * 1000)) ]
}
runs() { [ "$(docker inspect --format '{{.Config.Image}}' "$(IMAGE=$1 compose production ps --quiet app)")" = "$1" ]; }

# Two images that must not stay: one never becomes healthy, one is healthy and has no client.
printf 'FROM %s\nCMD ["/nodejs/bin/node", "-e", "setInterval(() => undefined, 1000)"]\n' "$DISTROLESS" |
  docker build --quiet --tag action-tracker:verify-sick - >/dev/null
mkdir -p "$WORK/wrong"
echo 'nothing' >"$WORK/wrong/index.html"
printf 'FROM %s\nCOPY index.html dist/apps/web/browser/index.html\n' "$DISTROLESS" >"$WORK/wrong/Dockerfile"
docker build --quiet --tag action-tracker:verify-wrong "$WORK/wrong" >/dev/null

refuses 'no way back before the first deployment' 'there is no image before this one' scripts/rollback production
timed 'first deployment' 300 scripts/deploy production "$SLIM"
identity
check 'sign in' sign_in "$URL"
check 'create an item' create_item "$URL"
timed 'deployment of the next image' 300 scripts/deploy production "$DISTROLESS"
check 'it runs' runs "$DISTROLESS"
check 'the item is there' has_item "$URL"

timed 'an image that does not become healthy is refused' 120 eval '! scripts/deploy production action-tracker:verify-sick'
check 'the server was not replaced' runs "$DISTROLESS"
check 'and answers' has_item "$URL"
timed 'an image that answers wrong is taken back' 120 eval '! scripts/deploy production action-tracker:verify-wrong'
check 'the server from before runs' runs "$DISTROLESS"
check 'and answers' has_item "$URL"
timed 'rollback' 120 scripts/rollback production
check 'the image before runs' runs "$SLIM"
check 'and answers' has_item "$URL"

# The whole database as text, for a comparison to the letter.
content() {
  IMAGE=$SLIM compose production exec -T db pg_dump --username action_tracker action_tracker |
    grep -v '^\\\(un\)\?restrict' | sort
}
content >"$WORK/before.sql"
rm -f "$WORK/backup.dump"
timed 'backup' 120 scripts/backup production "$WORK/backup.dump"
refuses 'a backup that would be overwritten' 'which exists' scripts/backup production "$WORK/backup.dump"
check 'something happens after the backup' post "$URL/api/items/VER-001/notes" '{"content":"After the backup"}'
head -c 1000 "$WORK/backup.dump" >"$WORK/half.dump"
refuses 'half a backup' 'pg_restore: error' scripts/restore production "$WORK/half.dump"
check 'and the server goes on' has_item "$URL"
timed 'restore, with verify-projections' 120 scripts/restore production "$WORK/backup.dump"
content >"$WORK/after.sql"
check 'what was restored is identical' cmp "$WORK/before.sql" "$WORK/after.sql"
check 'and answers' has_item "$URL"
