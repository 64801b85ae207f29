#!/usr/bin/env bash
# Signatures with a key pair, and the list of what is inside. Keyless signing is the pipeline's.
. "$(dirname "$0")/section.sh"
. "$(dirname "$0")/registry.sh"
needs docker curl jq node npm cosign

registry
check 'the image is pushed' scripts/build-image --target distroless --tag "$REGISTRY/action-tracker:signed" --push
digest=$(curl --fail --silent --head "http://$REGISTRY/v2/action-tracker/manifests/signed" \
  --header 'Accept: application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json' |
  tr -d '\r' | sed -n 's/^[Dd]ocker-[Cc]ontent-[Dd]igest: //p')
image=$REGISTRY/action-tracker@$digest
export COSIGN_PASSWORD=verify
rm -f "$WORK"/cosign.*
offline=(--allow-insecure-registry)

check 'a key pair' cosign generate-key-pair --output-key-prefix "$WORK/cosign"
refuses 'an image without a signature' 'no signatures found' \
  cosign verify --key "$WORK/cosign.pub" --insecure-ignore-tlog "${offline[@]}" "$image"
check 'the image is signed' cosign sign --yes --key "$WORK/cosign.key" --use-signing-config=false \
  --tlog-upload=false "${offline[@]}" "$image"
check 'its signature is right' cosign verify --key "$WORK/cosign.pub" --insecure-ignore-tlog "${offline[@]}" "$image"
npm sbom --omit dev --sbom-format cyclonedx --package-lock-only >"$WORK/sbom.json" 2>"$WORK/output"
figure 'components in the SBOM' "$(jq '.components | length' "$WORK/sbom.json")"
check 'nothing of development is in it' \
  jq --exit-status '[.components[].name] | (index("embedded-postgres") or index("jest")) | not' "$WORK/sbom.json"
check 'the SBOM is attached' cosign attest --yes --key "$WORK/cosign.key" --use-signing-config=false \
  --tlog-upload=false --type cyclonedx --predicate "$WORK/sbom.json" "${offline[@]}" "$image"
check 'the SBOM is signed' cosign verify-attestation --key "$WORK/cosign.pub" --insecure-ignore-tlog \
  --type cyclonedx "${offline[@]}" "$image"
cosign generate-key-pair --output-key-prefix "$WORK/cosign.other" >/dev/null 2>&1
refuses 'the key of somebody else' 'failed to verify signature' \
  cosign verify --key "$WORK/cosign.other.pub" --insecure-ignore-tlog "${offline[@]}" "$image"
