#!/usr/bin/env bash
# The plug is pulled: what PostgreSQL has not forced to the disk is gone. Its data lies on a block device of
# its own (an image file), which is copied while everything stands still and nothing is synchronised: the copy
# is what a machine finds when the power comes back. Then the same with fsync off, which must lose something,
# or this test proves nothing.
. "$(dirname "$0")/section.sh"
needs docker curl node mkfs.ext4 losetup
if [ "$(id -u)" != 0 ]; then cannot 'mounting an image file takes root'; fi
images

# The database on a folder, which is the disk or its copy.
on_disk() {
  database action-tracker-verify-power --volume "$WORK/power/$1:/var/lib/postgresql/data" \
    --env PGDATA=/var/lib/postgresql/data/pgdata
}

# lose_power FSYNC: leaves what was acknowledged in $WORK/power.log, and the copy of the disk in power/copy.
lose_power() {
  local folder=$WORK/power
  umount "$folder/data" "$folder/copy" >/dev/null 2>&1 || true
  rm -rf "$folder"
  mkdir -p "$folder/data" "$folder/copy"
  truncate --size 1G "$folder/disk"
  mkfs.ext4 -q -F "$folder/disk"
  mount -o loop "$folder/disk" "$folder/data" 2>/dev/null || cannot 'the kernel mounts no image file'
  at_end "umount $folder/data"
  on_disk data
  sql "ALTER SYSTEM SET fsync = $1" >/dev/null
  sql 'SELECT pg_reload_conf()' >/dev/null
  check "fsync is $1" [ "$(sql 'SHOW fsync')" = "$1" ]
  check 'migrate' command_line "$DISTROLESS" migrate
  local port
  port=$(free_port)
  serve verify-power "$DISTROLESS" "$port"
  check 'ready' until_true 30 is_ready "http://127.0.0.1:$port"
  TOKEN=$(a_token "$DISTROLESS")
  export TOKEN
  sync --file-system "$folder/data"
  : >"$WORK/power.log"
  write "$WORK/power.log" "http://127.0.0.1:$port" >"$WORK/power.json"
  sleep 5
  docker pause "$DATABASE" >/dev/null
  cp --sparse=always "$folder/disk" "$folder/disk.copy"
  docker rm --force verify-power >/dev/null
  stop_writing
  docker rm --force "$DATABASE" >/dev/null
  mount -o loop "$folder/disk.copy" "$folder/copy"
  at_end "umount $folder/copy"
}
lost() {
  sql "SELECT data ->> 'title' FROM events WHERE type = 'ItemCreated'" | sort >"$WORK/stored"
  sort "$WORK/power.log" | comm -23 - "$WORK/stored" | wc -l
}

lose_power on
on_disk copy
figure 'power lost: items acknowledged' "$(wc -l <"$WORK/power.log")"
figure 'power lost: of these not stored' "$(lost)"
check 'nothing acknowledged is lost' nothing_lost "$WORK/power.log"
check 'ledgers and read tables agree' command_line "$DISTROLESS" verify-projections
stop_all
ends=()

lose_power off
at_end 'docker rm --force --volumes action-tracker-verify-power-db'
gone='all, for PostgreSQL does not start again'
if (on_disk copy) >/dev/null 2>&1; then gone=$(lost 2>/dev/null) || gone='all, with their tables'; fi
figure 'the same with fsync off: not stored' "$gone, of $(wc -l <"$WORK/power.log")"
check 'with fsync off this test finds what is lost' [ "$gone" != 0 ]
