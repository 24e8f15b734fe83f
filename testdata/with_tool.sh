#!/bin/sh
# with_tool.sh TOOL COMMAND...: runs COMMAND when TOOL is installed. Otherwise the test is skipped (exit code 77), loudly; with
# CI=true that is a failure.
tool=$1
shift
command -v "$tool" >/dev/null && exec "$@"
echo "SKIPPED: $tool is not installed"
[ "${CI:-}" = true ] && exit 1
exit 77
