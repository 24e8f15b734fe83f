#!/bin/sh
# image.sh BINARY ARCH VERSION EPOCH ARCHIVE: the image of plugins/container as an OCI archive that is the same bytes again.
set -eu
binary=$1 arch=$2 version=$3 epoch=$4 archive=$5
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '{"default": [{"type": "insecureAcceptAnything"}]}\n' > "$work/policy.json"
printf '[storage]\ndriver = "vfs"\ngraphroot = "%s"\nrunroot = "%s"\n' "$work/storage" "$work/run" > "$work/storage.conf"
export CONTAINERS_STORAGE_CONF="$work/storage.conf"
image=localhost/vmcp-render:$version
"$here/../container/build.sh" "$binary" "$image" --arch "$arch" --timestamp "$epoch" \
  --isolation chroot --quiet --signature-policy "$work/policy.json" > "$work/log" || { cat "$work/log"; exit 1; }
buildah push --quiet --signature-policy "$work/policy.json" "$image" "oci:$work/image:$version"
tar --sort=name --mtime="@$epoch" --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX -cf "$archive" -C "$work/image" .
