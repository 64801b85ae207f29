#!/usr/bin/env bash
# Builds minihelm and kubecheck from Debian's Go packages into dist/chart-tools, installing nothing:
# for machines that can reach a Debian mirror but neither helm's downloads nor a Go proxy.
set -euo pipefail
cd "$(dirname "$0")"

suite=${SUITE:-forky}
out=$(realpath -m ../../dist/chart-tools)
mirror=${MIRROR:-$(sed -nE 's/^URIs: *([^ ]+debian) *$/\1/p; s/^deb +(\[[^]]*\] +)?([^ ]+debian) .*/\2/p' \
  /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null | head -n 1 || true)}
[ -n "$mirror" ] || { echo "expected MIRROR, the address of a Debian mirror, found nothing" >&2; exit 1; }

apt=$out/apt
mkdir -p "$apt"/lists/partial "$apt"/cache/archives/partial "$out/bin"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$apt/sources.list"
options=(-o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
  -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o Dir::State::status=/dev/null
  -o "APT::Sandbox::User=$(id -un)" -o "Debug::NoLocking=1")
apt-get "${options[@]}" update -qq
apt-get "${options[@]}" install -qq -d -y --no-install-recommends \
  golang-1.26-go golang-github-masterminds-sprig-dev golang-k8s-client-go-dev golang-k8s-sigs-yaml-dev >/dev/null
for package in "$apt"/cache/archives/golang-*.deb; do dpkg -x "$package" "$out/root"; done

export GOROOT=$out/root/usr/lib/go-1.26 GOPATH=$out/root/usr/share/gocode GOCACHE=$out/cache
export GO111MODULE=off CGO_ENABLED=0 GOTOOLCHAIN=local PATH=$out/root/usr/lib/go-1.26/bin:$PATH
for program in minihelm kubecheck; do
  mkdir -p "$GOPATH/src/action-tracker/$program"
  cp "$program/main.go" "$GOPATH/src/action-tracker/$program/"
  (cd "$GOPATH/src/action-tracker/$program" && go build -o "$out/bin/$program" .)
done
echo "$out/bin"
