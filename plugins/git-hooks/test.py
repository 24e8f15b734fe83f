#!/usr/bin/env python3
"""test.py VMCP-RENDER LEFTHOOK: Git runs the hook `pre-commit`, and lefthook the job of lefthook.yml, on good and bad commits.

Exit code 77 means skipped: git is not installed. With CI=true that is a failure.
"""
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import host  # noqa: E402

GIT = ["git", "-c", "user.name=Tester", "-c", "user.email=tester@example.com", "-c", "init.defaultBranch=main"]


def staged(bench, folder, text):
    """A repository with one file that is staged."""
    bench.write(folder + "/apps/mcp/desk.yaml", text)
    bench.run(GIT + ["init", "-q"], folder)
    bench.run(GIT + ["add", "apps"], folder)


def plain_hook(bench):
    def commit(folder):
        return bench.run(GIT + ["commit", "-q", "-m", "Change"], folder)

    for folder, text in (("good", host.GOOD), ("bad", host.BAD)):
        staged(bench, folder, text)
        shutil.copy(HERE + "/pre-commit", f"{bench.folder}/{folder}/.git/hooks/pre-commit")
    done = commit("good")
    bench.check("a good gateway is committed", done.returncode == 0, done)
    done = commit("bad")
    bench.check("a bad one is not", done.returncode != 0 and f"apps/mcp/{host.BAD_PLACE}" in done.stderr, done)
    bench.write("bad/apps/mcp/desk.yaml", host.GOOD)
    done = commit("bad")
    bench.check("what is staged counts, not the work tree", done.returncode != 0, done)
    bench.run(GIT + ["add", "apps"], "bad")
    done = commit("bad")
    bench.check("when it is staged the commit is made", done.returncode == 0, done)

    bench.write("good/elsewhere/desk.yaml", host.BAD)
    bench.run(GIT + ["add", "elsewhere"], "good")
    bench.run(GIT + ["config", "vmcp-render.path", "apps"], "good")
    done = commit("good")
    bench.check("only the folders of the configuration are checked", done.returncode == 0, done)
    bench.run(GIT + ["config", "vmcp-render.path", "absent apps"], "good")
    done = bench.run(GIT + ["commit", "-q", "--allow-empty", "-m", "Change nothing"], "good")
    bench.check("a folder that is not there is told in a line, and the others are checked",
                done.returncode == 0 and done.stderr.count("\n") == 1 and "absent" in done.stderr, done)
    bench.run(GIT + ["config", "--unset", "vmcp-render.path"], "good")
    bench.run(GIT + ["rm", "-q", "-r", "."], "good")
    done = commit("good")
    bench.check("a repository without a gateway is none of its business", done.returncode == 0, done)


def lefthook_job(bench, lefthook):
    for folder, text in (("left-good", host.GOOD), ("left-bad", host.BAD)):
        staged(bench, folder, text)
        shutil.copy(HERE + "/lefthook.yml", f"{bench.folder}/{folder}/lefthook.yml")
    command = [lefthook, "run", "pre-commit", "--no-tty"]
    done = bench.run(command, "left-good")
    bench.check("lefthook passes what is good", done.returncode == 0, done)
    done = bench.run(command, "left-bad")
    bench.check("lefthook stops what is bad",
                done.returncode != 0 and f"apps/mcp/{host.BAD_PLACE}" in done.stdout + done.stderr, done)
    bench.write("left-bad/README.md", "# Gateways\n")
    bench.run(GIT + ["rm", "-q", "--cached", "apps/mcp/desk.yaml"], "left-bad")
    bench.run(GIT + ["add", "README.md"], "left-bad")
    done = bench.run(command, "left-bad")
    bench.check("a change of something else does not run it", done.returncode == 0, done)


def main(binary, lefthook):
    with host.Bench(binary) as bench:
        plain_hook(bench)
        if os.access(lefthook, os.X_OK):
            lefthook_job(bench, os.path.abspath(lefthook))
        elif os.environ.get("CI") == "true":
            host.skip(f"{lefthook} is not installed")
        else:
            print(f"SKIPPED: {lefthook} is not installed, so its job did not run")
        return bench.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
