#!/bin/sh
# check-build.sh FILE PATH [OPTION...]: checks what Flux applies of the Kustomization in FILE, whose spec.path is PATH here:
# after its patches, components and postBuild variables. Options go to `vmcp-render check`. It needs no cluster.
set -eu
file=$1
path=$2
shift 2
name=$(sed -n 's/^  name: *//p' "$file" | head -n 1)
build=$(mktemp)
trap 'rm -f "$build"' EXIT
# Not a pipe: a build that fails would look like one without a gateway.
flux build kustomization "$name" --kustomization-file "$file" --path "$path" --dry-run --strict-substitute >"$build"
vmcp-render check "$@" --stdin-filename "$name" - <"$build"
