#!/usr/bin/env python3
"""test.py VMCP-RENDER: runs the commands of plugin.yaml as Argo CD's plugin server does: the application's folder as
working directory, standard input closed, parameters as JSON and one by one, standard output taken as manifests.

Exit code 77 means skipped. With CI=true that is a failure.
"""
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import host  # noqa: E402

# vmcp of this release does not start with the gateway of host.no_start().
OPERATOR = """apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: toolhive-operator, namespace: toolhive-system}
spec:
  chart: {spec: {chart: toolhive-operator, version: 0.56.0}}
"""


def parameters(plugin, chosen):
    """The announced parameters with the Application's choice, as the environment variables that the server sets."""
    values = {one["name"]: one.get("string", "") for one in plugin["spec"]["parameters"]["static"]} | chosen
    environment = {"PARAM_" + re.sub("[^A-Z0-9_]", "_", name.upper()): value for name, value in values.items()}
    environment["ARGOCD_APP_PARAMETERS"] = json.dumps([{"name": name, "string": value} for name, value in values.items()])
    return environment


def main(binary):
    plugin = host.read_yaml(HERE + "/plugin.yaml")
    assert plugin["apiVersion"] == "argoproj.io/v1alpha1" and plugin["kind"] == "ConfigManagementPlugin"
    generate = plugin["spec"]["generate"]["command"] + plugin["spec"]["generate"]["args"]
    discover = plugin["spec"]["discover"]["find"]["command"]

    with host.Bench(binary) as bench:
        bench.write("good/apps/desk.yaml", host.GOOD)
        bench.write("good/values.yaml", "replicas: 1\n")
        bench.write("bad/desk.yaml", host.BAD)
        bench.write("bad/secret.yaml", host.SECRET)
        bench.write("no-start/portal.yaml", host.no_start())
        bench.write("no-start/operator.yaml", OPERATOR)
        bench.write("empty/values.yaml", "replicas: 1\n")

        def sync(path, **chosen):
            return bench.run(generate, path, ARGOCD_APP_NAME="desk", ARGOCD_APP_NAMESPACE="mcp", ARGOCD_APP_REVISION="0" * 40,
                             **parameters(plugin, chosen))

        done = sync("good")
        kinds = re.findall("^kind: (.*)$", done.stdout, re.MULTILINE)
        wanted = ["ServiceAccount", "Role", "RoleBinding", "ConfigMap", "Service", "Deployment"]
        bench.check("a good application is rendered", done.returncode == 0 and kinds == wanted, done)
        bench.check("into the destination's namespace", set(re.findall(r"namespace: (\S+)", done.stdout)) == {"mcp"}, done)

        done = sync("good", emit="service,deployment", folder="apps")
        bench.check("parameters reach the program", done.returncode == 0 and done.stdout.count("\nkind: ") == 2, done)

        source = host.read_yaml(HERE + "/application.yaml")["spec"]["source"]
        chosen = {one["name"]: one["string"] for one in source["plugin"]["parameters"]}
        announced = {one["name"] for one in plugin["spec"]["parameters"]["static"]}
        done = sync("good", **chosen)
        bench.check("the example's parameters are the plugin's", source["plugin"]["name"] == plugin["metadata"]["name"]
                    and chosen.keys() <= announced and done.stdout.count("\nkind: ") == 2, done)

        done = sync("bad")
        bench.check("a bad application fails with its place",
                    done.returncode != 0 and done.stdout == "" and host.BAD_PLACE in done.stderr, done)
        bench.check("no Secret is told", host.SECRET_VALUE not in done.stderr, done)
        done = sync("no-start")
        bench.check("an application that would not start fails with its place",
                    done.returncode != 0 and done.stdout == "" and "/portal.yaml:14:5: error: " in done.stderr, done)
        done = sync("empty")
        bench.check("an empty application fails, so nothing is pruned", done.returncode != 0 and done.stdout == "", done)

        done = bench.run(discover, "good")
        bench.check("a gateway is discovered", done.returncode == 0 and done.stdout.strip() != "", done)
        done = bench.run(discover, "empty")
        bench.check("other applications are left alone", done.returncode == 0 and done.stdout == "", done)
        return bench.exit_code()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
