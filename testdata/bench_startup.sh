#!/bin/sh
# bench_startup.sh VMCP-RENDER KUSTOMIZE FILE: how long one file takes, beside `kustomize build` of the same file, both less
# the time of /bin/true; medians of 21 paired runs, in milliseconds.
set -eu
binary=$1 kustomize=$2 file=$(realpath "$3")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$file" "$folder/input.yaml"
printf 'resources: [input.yaml]\n' >"$folder/kustomization.yaml"

elapsed() {
  start=$(date +%s%N)
  "$@" >/dev/null 2>&1 || true
  end=$(date +%s%N)
  echo $(((end - start) / 1000))
}
median() { sort -n | sed -n 11p; }

for _ in $(seq 21); do
  elapsed /bin/true >>"$folder/true"
  elapsed "$binary" -q -f "$folder/input.yaml" >>"$folder/ours"
  elapsed "$kustomize" build "$folder" >>"$folder/kustomize"
done
empty=$(median <"$folder/true") ours=$(median <"$folder/ours") theirs=$(median <"$folder/kustomize")
awk -v e="$empty" -v o="$ours" -v k="$theirs" 'BEGIN {
  printf "vmcp-render %.2f ms, kustomize build %.2f ms, ratio %.3f (less %.2f ms for /bin/true)\n",
         (o - e) / 1000, (k - e) / 1000, (o - e) / (k - e), e / 1000 }'
