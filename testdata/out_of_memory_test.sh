#!/bin/sh
# out_of_memory_test.sh BINARY: where memory ends, however early, the program ends with exit code 3 and one line. Skipped
# (77) where the program cannot be limited, as with a sanitizer, which reserves more than any machine has.
binary=$1
directory=$(mktemp -d) || exit 1
trap 'rm -rf "$directory"' EXIT
cd "$directory" || exit 1

fail() {
  echo "$*"
  cat err
  exit 1
}

# run LIMIT ARGUMENT...: with LIMIT kB of memory; sets status
run() {
  limit=$1
  shift
  (ulimit -v "$limit" && exec "$binary" "$@" > out 2> err) 2> /dev/null
  status=$?
}

export head='apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {name: g%d, namespace: ns}
spec:
  groupRef: {name: tools}
  incomingAuth: {type: anonymous}
'
# Long texts, many values with keys that have anchors, and gateways enough for several threads.
awk 'BEGIN {
  printf ENVIRON["head"] "  podTemplateSpec:\n    spec:\n      containers:\n      - name: vmcp\n        env:\n", 0
  text = sprintf("%2000s", ""); gsub(/ /, "x", text)
  for (i = 0; i < 400; i++) printf "        - {name: V%d, value: %s}\n", i, text
}' > texts.yaml
awk 'BEGIN {
  printf ENVIRON["head"] "  config:\n    compositeTools:\n    - name: t\n      description: d\n      steps:\n", 0
  text = sprintf("%60s", ""); gsub(/ /, "y", text)
  for (i = 0; i < 1500; i++) printf "      - {id: s%d, tool: b, arguments: {&k%d %s: [1, {c: %s}]}}\n", i, i, text, text
}' > values.yaml
awk 'BEGIN { for (i = 0; i < 300; i++) printf ENVIRON["head"] "---\n", i }' > gateways.yaml

least=6000
run $least --version
while [ $status != 0 ]; do
  least=$((least * 21 / 20))
  [ $least -lt 1000000 ] || exit 77
  run $least --version
done

failed=0
for input in texts values gateways; do
  limit=$least
  enough=0
  while [ $enough -lt 2 ]; do
    run $limit check -q $input.yaml
    case $status in
      0 | 1) enough=$((enough + 1)) ;;
      3)
        failed=$((failed + 1))
        [ "$(wc -l < err)" = 1 ] || fail "$input, $limit kB: expected one line"
        ;;
      *) fail "$input, $limit kB: exit status $status" ;;
    esac
    [ ! -s out ] || fail "$input, $limit kB: something on standard output"
    limit=$((limit * 21 / 20))
    [ $limit -lt 2000000 ] || fail "$input: never enough memory"
  done
done
[ $failed -gt 5 ] || fail "memory was missing $failed times only"
