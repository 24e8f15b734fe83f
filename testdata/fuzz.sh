#!/bin/sh
# fuzz.sh TARGET SEEDS WORK: runs the seeds; with CI=true fuzzes on from them for 15 s. What fails stays in the folder
# WORK, which keeps what was found there from run to run.
set -eu
target=$1
seeds=$2
work=$3
mkdir -p "$work/corpus"
set -- -timeout=25 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$work/"
[ "${CI:-}" = true ] || exec "$target" "$@" -runs=0 "$seeds"
exec "$target" "$@" -max_total_time=15 "$work/corpus" "$seeds"
