#!/usr/bin/env python3
"""test.py VMCP-RENDER KUSTOMIZE: builds the image with buildah and runs it with podman as kustomize runs functions, by itself and
as kustomize's and kpt's container function.

It needs no daemon and no change to the machine: storage and settings live in a folder of their own. Exit code 77 means
skipped: the tools are not installed, or podman cannot run here. With CI=true that is a failure.
"""
import os
import re
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import host  # noqa: E402

IMAGE = "localhost/vmcp-render:test"

# runc and vfs need the least of a kernel. Inside another container the default limits may be higher than what may be set,
# and there may be no systemd to make control groups or to write the journal.
CONTAINERS_CONF = """[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
static_dir = "{0}/libpod"
tmp_dir = "{0}/tmp"
volume_path = "{0}/volumes"
"""
STORAGE_CONF = """[storage]
driver = "vfs"
graphroot = "{0}/storage"
runroot = "{0}/run"
"""
# As runtimeutil and the container package of kyaml call docker.
AS_FUNCTION = ["docker", "run", "--rm", "-i", "-a", "STDIN", "-a", "STDOUT", "-a", "STDERR", "--network", "none", "--user", "nobody",
               "--security-opt=no-new-privileges", IMAGE]

KUSTOMIZATION = "namespace: mcp\nresources: [desk.yaml]\ntransformers: [function.yaml]\n"


def containers(bench):
    """Podman under docker's name, with settings of its own; returns its environment."""
    bench.write("containers.conf", CONTAINERS_CONF.format(bench.folder))
    bench.write("storage.conf", STORAGE_CONF.format(bench.folder))
    bench.write("policy.json", '{"default": [{"type": "insecureAcceptAnything"}]}\n')
    os.symlink(shutil.which("podman"), bench.path + "/docker")
    return {"CONTAINERS_CONF": bench.folder + "/containers.conf", "CONTAINERS_STORAGE_CONF": bench.folder + "/storage.conf"}


def rendered_beside(output):
    """Whether the Deployment has come to the objects that the function was given."""
    kinds = re.findall(r"^ *kind: (\w+)$", output, re.MULTILINE)
    return {"MCPGroup", "MCPServer", "VirtualMCPServer", "Deployment"} <= set(kinds)


def function():
    """function.yaml, with the image that was built here."""
    with open(HERE + "/function.yaml", encoding="utf-8") as file:
        text = file.read()
    image = "image: vmcp-render:latest"
    assert image in text, f"function.yaml has no {image}"
    return text.replace(image, "image: " + IMAGE)


def run_functions(bench, kustomize, environment):
    for name, text in (("good", host.GOOD), ("bad", host.BAD)):
        bench.write(name + "/desk.yaml", text)
        bench.write(name + "/function.yaml", function())
        bench.write(name + "/kustomization.yaml", KUSTOMIZATION)
    if os.access(kustomize, os.X_OK):
        build = [kustomize, "build", "--enable-alpha-plugins"]
        done = bench.run(build, "good", **environment)
        bench.check("kustomize runs the container function", done.returncode == 0 and rendered_beside(done.stdout), done)
        done = bench.run(build, "bad", **environment)
        bench.check("kustomize fails with its finding", done.returncode != 0 and "not-in-enum" in done.stderr, done)
    else:
        print(f"SKIPPED: {kustomize} is not installed, so it did not run the image")
    if shutil.which("kpt"):
        evaluate = ["kpt", "fn", "eval", "-", "--image", IMAGE, "--image-pull-policy", "never"]
        resources = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n"
        for document in host.GOOD.split("---\n"):
            resources += "- " + document.replace("\n", "\n  ").rstrip(" ")
        done = bench.run(evaluate, text=resources, KPT_FN_RUNTIME="podman", **environment)
        bench.check("kpt runs the container function", done.returncode == 0 and rendered_beside(done.stdout), done)
    else:
        print("SKIPPED: kpt is not installed, so it did not run the image")


def main(binary, kustomize):
    for tool in ("buildah", "podman", "runc"):
        if not shutil.which(tool):
            host.skip(f"{tool} is not installed, so no image was built")
    with host.Bench(binary) as bench:
        environment = containers(bench)
        binary = os.path.realpath(bench.path + "/vmcp-render")
        done = bench.run([HERE + "/build.sh", binary, IMAGE, "--isolation", "chroot", "--quiet",
                          "--signature-policy", bench.folder + "/policy.json"], **environment)
        bench.check("buildah builds the image", done.returncode == 0, done)
        done = bench.run(AS_FUNCTION + ["--version"], **environment)
        if done.returncode in (125, 126, 127):
            host.skip("podman cannot run here: " + done.stderr.strip())
        bench.check("nobody runs it, without network and privileges", done.stdout.startswith("vmcp-render "), done)

        read_only = AS_FUNCTION[:-1] + ["--read-only", IMAGE]
        done = bench.run(read_only + ["check", "-"], text=host.GOOD, **environment)
        bench.check("it accepts what is good, without a writable file system", done.returncode == 0, done)
        done = bench.run(AS_FUNCTION + ["check", "--stdin-filename", "desk.yaml", "-"], text=host.BAD, **environment)
        bench.check("it refuses what is bad", done.returncode == 1 and host.BAD_PLACE in done.stderr, done)
        run_functions(bench, os.path.abspath(kustomize), environment)
        return bench.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
