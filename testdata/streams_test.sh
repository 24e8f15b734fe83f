#!/bin/sh
# Standard streams and reports that cannot be written, or lead elsewhere, seen from outside.
# Run by ctest: streams_test.sh BINARY
set -u
binary=$1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

fail() { echo "$*"; [ ! -s err ] || head -3 err; exit 1; }
# expect STATUS WORDS: that the last command had this exit status and, unless there are none, said these words.
expect() {
  [ "$status" = "$1" ] || fail "$what: exit status $status, not $1"
  [ -z "$2" ] || grep -q -- "$2" err || fail "$what: it does not say '$2'"
}

cat > good.yaml <<'END'
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: gw, namespace: ns1}
spec:
  groupRef: {name: tools}
  incomingAuth: {type: anonymous}
END
sed 's/groupRef/gruopRef/' good.yaml > bad.yaml

what='full standard output'
"$binary" good.yaml > /dev/full 2> err; status=$?
expect 2 'standard output: No space left on device'
what='full standard output, refused by the function'
printf 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: 3\n' | "$binary" > /dev/full 2> err; status=$?
expect 2 'standard output: No space left on device'
what='closed standard output'
"$binary" good.yaml >&- 2> err; status=$?
expect 2 'standard output: Bad file descriptor'
what='closed standard output that nothing is written to'
"$binary" check good.yaml >&- 2> err; status=$?
expect 0 '0 errors'
what='reader that has gone'
{ "$binary" good.yaml 2> err; echo $? > status; } | :; status=$(cat status)
[ "$status" = 0 ] || expect 2 'standard output: Broken pipe'
what='full standard error'
"$binary" good.yaml > out 2> /dev/full; status=$?
expect 2 ''
[ ! -s out ] || fail "$what: there are manifests"
what='full standard error beside a refusal'
"$binary" bad.yaml > out 2> /dev/full; status=$?
expect 2 ''
what='closed standard error'
"$binary" good.yaml > out 2>&-; status=$?
expect 0 ''
[ -s out ] || fail "$what: there are no manifests"
what='closed standard input'
"$binary" check - <&- > out 2> err; status=$?
expect 2 'standard input: bad file descriptor'

what='full report'
"$binary" --report /dev/full good.yaml > out 2> err; status=$?
expect 2 '^/dev/full: error: cannot be written: no space left on device$'
[ ! -s out ] || fail "$what: there are manifests"
what='report without a name'
"$binary" check --report '' good.yaml > out 2> err; status=$?
expect 2 '--report'
what='report on standard output beside manifests'
"$binary" --report - good.yaml > out 2> err; status=$?
expect 2 'standard output'
[ ! -s out ] || fail "$what: there is something"
what='report on standard output'
"$binary" check -q --report - --diagnostics json bad.yaml > out 2> err; status=$?
expect 1 gruopRef
cmp -s out err || fail "$what: it is not what is on standard error"
what='report on full standard output'
"$binary" check -q --report - bad.yaml > /dev/full 2> err; status=$?
expect 2 'standard output: No space left on device'

what='report to the file that standard output goes to'
"$binary" --report log good.yaml > log 2> err; status=$?
expect 0 ''
grep -q assumed-object log && grep -q '^kind: Deployment' log || fail "$what: one of both is lost"
what='report to the file that standard error goes to'
"$binary" check --report log bad.yaml 2> log; status=$?
expect 1 ''
[ "$(grep -c 'unknown field' log)" = 2 ] || fail "$what: one of both is lost"

# The name of an input, however it is written.
ln -s good.yaml link.yaml; ln good.yaml hard.yaml; cp good.yaml copy.yaml
for name in good.yaml ./good.yaml link.yaml hard.yaml; do
  what="report to $name, which is read"
  "$binary" check --report $name good.yaml > out 2> err; status=$?
  expect 2 "^$name: error: cannot be written: it is an input"
done
what='report to standard input'
"$binary" check --report good.yaml - < good.yaml > out 2> err; status=$?
expect 2 'it is an input'
what='report to a file of a directory that is read'
mkdir tree; cp good.yaml tree; "$binary" check --report tree/good.yaml tree > out 2> err; status=$?
expect 2 'it is an input'
what='report to a file of --crds'
mkdir crds; cp good.yaml crds/x.yaml; "$binary" check --crds crds --report crds/x.yaml good.yaml > out 2> err; status=$?
expect 2 'it is an input'
for name in good.yaml tree/good.yaml crds/x.yaml; do
  cmp -s copy.yaml $name || fail "$name, an input, was written"
done
what='report to a directory'
"$binary" check --report tree good.yaml > out 2> err; status=$?
expect 2 '^tree: error: cannot be written: is a directory$'

what='walk with a pipe and a device'
mkfifo tree/pipe.yaml; ln -s pipe.yaml tree/to-pipe.yaml; ln -s /dev/zero tree/zero.yaml
timeout 20 "$binary" check tree > out 2> err; status=$?
expect 0 '1 object read, 3 skipped'
