#!/usr/bin/env bash
# The images: built without a warning, small enough, for two processors, the same when built again.
. "$(dirname "$0")/section.sh"
. "$(dirname "$0")/registry.sh"
needs docker curl jq node

check 'the Dockerfile has no warning' docker build --check --file docker/Dockerfile .
begin=$(milliseconds)
images
figure 'both images built in' "$(seconds_since "$begin")"

registry
for target in slim distroless; do
  most=$([ "$target" = slim ] && echo 100000000 || echo 70000000)
  check "$target for two processors" scripts/build-image --target $target --platform linux/amd64,linux/arm64 \
    --provenance mode=max --tag "$REGISTRY/action-tracker:$target" --push
  for processor in amd64 arm64; do
    bytes=$(compressed_bytes action-tracker "$target" $processor)
    figure "$target, $processor, compressed" "$(megabytes "$bytes")"
    check "$target, $processor is at most $(megabytes "$most")" [ "$bytes" -le "$most" ]
  done
done

# Files in layers get the time of the commit, and so does the image.
digest_of() {
  scripts/build-image --target distroless --no-cache-filter build --provenance=false \
    --output "type=oci,dest=$WORK/$1.tar,rewrite-timestamp=true"
  tar --extract --to-stdout --file "$WORK/$1.tar" index.json | jq -r '.manifests[0].digest'
}
first=$(digest_of first 2>/dev/null)
second=$(digest_of second 2>/dev/null)
check 'the same commit gives the same image, to the byte' [ "$first" = "$second" ]
