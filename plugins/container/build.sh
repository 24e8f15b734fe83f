#!/bin/sh
# build.sh BINARY IMAGE [ARGUMENT...]: builds IMAGE from the static BINARY with buildah, to which the arguments go.
set -eu
binary=$1
image=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
# What the project says of itself, where it says it.
fact() { sed -n "/^project(/,/)\$/s/.*$1 \"\{0,1\}\([^\"]*[^\" ]\)\"\{0,1\}\$/\1/p" "$here/../../CMakeLists.txt"; }
install -m 755 "$binary" "$context/vmcp-render"
install -m 644 "$here/passwd" "$context/passwd"
buildah build --file "$here/Containerfile" --tag "$image" --build-arg "VERSION=$(fact VERSION)" \
  --build-arg "DESCRIPTION=$(fact DESCRIPTION)" "$@" "$context"
