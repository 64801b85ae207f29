# shellcheck shell=bash
# A registry on this machine. Sourced by the sections that push.

# registry: the one in $REGISTRY, else `docker-registry` on PATH, else the official image.
registry() {
  if [ -n "${REGISTRY:-}" ]; then return; fi
  local port
  port=$(free_port)
  REGISTRY=127.0.0.1:$port
  if command -v docker-registry >/dev/null; then
    printf 'version: 0.1\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: "%s"}\n' \
      "$WORK/registry" "$REGISTRY" >"$WORK/registry.yml"
    docker-registry serve "$WORK/registry.yml" >"$WORK/registry.log" 2>&1 &
    at_end "kill $!"
  else
    docker run --detach --rm --name action-tracker-verify-registry --publish "$REGISTRY:5000" registry:3 >/dev/null
    at_end 'docker rm --force action-tracker-verify-registry'
  fi
  check 'a registry runs' until_true 60 curl --fail --silent "http://$REGISTRY/v2/"
}

manifest() {
  curl --fail --silent "http://$REGISTRY/v2/$1/manifests/$2" \
    --header 'Accept: application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json'
}

# compressed_bytes REPOSITORY TAG PROCESSOR: what is downloaded, as the manifest of the registry says.
compressed_bytes() {
  local digest
  digest=$(manifest "$1" "$2" | jq -r --arg processor "$3" \
    '[.manifests[] | select(.platform.architecture == $processor)][0].digest')
  manifest "$1" "$digest" | jq '[.layers[].size] | add'
}
