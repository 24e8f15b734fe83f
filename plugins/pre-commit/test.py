#!/usr/bin/env python3
"""test.py VMCP-RENDER [PRE-COMMIT]: the real pre-commit runs the hook of .pre-commit-hooks.yaml on a good and a bad repository.

Exit code 77 means skipped: pre-commit or git is not installed. With CI=true that is a failure.
"""
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.dirname(HERE))
import host  # noqa: E402

GIT = ["git", "-c", "user.name=Tester", "-c", "user.email=tester@example.com", "-c", "init.defaultBranch=main"]


def commit(bench, folder):
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Add"]):
        bench.run(GIT + arguments, folder)
    return bench.run(GIT + ["rev-parse", "HEAD"], folder).stdout.strip()


def main(binary, pre_commit):
    if not (os.access(pre_commit, os.X_OK) and shutil.which("git")):
        host.skip(f"{pre_commit} or git is not installed, so no hook was run")
    with host.Bench(binary) as bench:
        with open(ROOT + "/.pre-commit-hooks.yaml", encoding="utf-8") as file:
            bench.write("hooks/.pre-commit-hooks.yaml", file.read())
        revision = commit(bench, "hooks")
        with open(HERE + "/config.yaml", encoding="utf-8") as file:
            config = file.read()
        for placeholder, ours in (("https://git.example.com/OWNER/vmcp-render", bench.folder + "/hooks"),
                                  ("rev: COMMIT", "rev: " + revision)):
            assert placeholder in config, f"config.yaml has no {placeholder}"
            config = config.replace(placeholder, ours)
        for name, text in (("good", host.GOOD), ("bad", host.BAD)):
            bench.write(f"{name}/.pre-commit-config.yaml", config)
            bench.write(f"{name}/apps/mcp/desk.yaml", text)
            bench.write(f"{name}/apps/mcp/values.yaml", "replicas: 1\n")
            bench.write(f"{name}/README.md", "# Gateways\n")
            commit(bench, name)

        command = [os.path.abspath(pre_commit), "run", "--all-files", "--color=never"]
        done = bench.run(command, "good", PRE_COMMIT_HOME=bench.folder + "/cache")
        bench.check("a good repository passes", done.returncode == 0 and "Passed" in done.stdout, done)
        done = bench.run(command, "bad", PRE_COMMIT_HOME=bench.folder + "/cache")
        bench.check("a bad repository fails with its place",
                    done.returncode == 1 and f"apps/mcp/{host.BAD_PLACE}" in done.stdout + done.stderr, done)

        bench.write("bad/README.md", "# Gateways of ours\n")
        bench.run(GIT + ["add", "README.md"], "bad")
        done = bench.run(command[:2], "bad", PRE_COMMIT_HOME=bench.folder + "/cache")
        bench.check("a change of something else does not run it", done.returncode == 0 and "Skipped" in done.stdout, done)
        return bench.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
