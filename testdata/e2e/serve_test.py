#!/usr/bin/env python3
"""serve_test.py VMCP-RENDER VMCP: starts the real vmcp from what vmcp-render prints for each testdata/e2e/serve/*.yaml and
asserts OIDC discovery 200, JWKS 200 and an unauthenticated MCP request 401.

vmcp runs in network and mount namespaces of its own (root is needed), so that nothing leaves the machine: every address
is local there, the names that the inputs use stand in /etc/hosts, and a stand-in OpenID provider answers them over TLS.
Exit code 77 means skipped: vmcp is not installed. With CI=true that is a failure.
"""
import glob
import http.server
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77
SEALED = "VMCP_E2E_SEALED"
PROVIDERS = ["login.example.com", "forge.example.com"]
# vmcp refuses to talk to private addresses; in the sealed namespace every address is this machine.
PROVIDER_ADDRESS = "9.9.9.9"
PORT = 4483
SECRET = "a-stand-in-secret-of-more-than-32-bytes"
EXPECTED = {"discovery": 200, "jwks": 200, "mcp": 401}


class Provider(http.server.BaseHTTPRequestHandler):
    """Answers every path with one discovery document; vmcp asks for no more before it serves."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        base = "https://" + self.headers["Host"]
        body = json.dumps({
            "issuer": base,
            "authorization_endpoint": base + "/authorize",
            "token_endpoint": base + "/token",
            "jwks_uri": base + "/jwks",
            "keys": [],
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, stderr=subprocess.DEVNULL)


def start_provider(folder):
    """Starts the provider and returns the path of the certificate that vmcp has to trust."""
    certificate, key = folder + "/provider.crt", folder + "/provider.key"
    names = ",".join("DNS:" + name for name in PROVIDERS)
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=stand-in", "-addext", "subjectAltName=" + names,
            "-days", "2", "-keyout", key, "-out", certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = http.server.ThreadingHTTPServer(("0.0.0.0", 443), Provider)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return certificate


def seal(folder):
    """Makes every address of this network namespace local and names the providers in /etc/hosts."""
    for command in ("ip link set lo up", "ip route add local 0.0.0.0/0 dev lo"):
        subprocess.run(command.split(), check=True)
    hosts = folder + "/hosts"
    with open(hosts, "w") as file:
        file.write("127.0.0.1 localhost\n" + "".join(f"{PROVIDER_ADDRESS} {name}\n" for name in PROVIDERS))
    subprocess.run(["mount", "--bind", hosts, "/etc/hosts"], check=True)


def render(binary, path):
    output = subprocess.run([binary, "-q", "--emit", "all", "-o", "json", "-f", path], check=True, capture_output=True).stdout
    return {item["kind"]: item for item in json.loads(output)["items"]}


def lay_out(root, objects):
    """Puts the pod's files below `root`; returns vmcp's arguments and environment."""
    pod = objects["Deployment"]["spec"]["template"]["spec"]
    container = next(c for c in pod["containers"] if c["name"] == "vmcp")
    volumes = {volume["name"]: volume for volume in pod["volumes"]}
    folders = sorted({mount["mountPath"].split("/")[1] for mount in container["volumeMounts"]})

    def moved(text):
        return re.sub(r"(^|[\s=\"'])/(%s)/" % "|".join(folders), rf"\1{root}/\2/", text)

    for mount in container["volumeMounts"]:
        path, volume = root + mount["mountPath"], volumes[mount["name"]]
        if volume.get("configMap", {}).get("name") == objects["ConfigMap"]["metadata"]["name"]:
            os.makedirs(path)
            for key, text in objects["ConfigMap"]["data"].items():
                with open(f"{path}/{key}", "w") as file:
                    file.write(moved(without_cluster(text)))
        elif "secret" in volume:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            (item,) = volume["secret"]["items"]
            assert mount["subPath"] == item["path"], f"{mount} does not mount {item}"
            if item["key"].endswith(".pem"):
                openssl("ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out", path)
            else:
                with open(path, "w") as file:
                    file.write(SECRET)
    # These three make vmcp ask a cluster's API server.
    absent = ("VMCP_NAME", "VMCP_NAMESPACE", "TOOLHIVE_RUNTIME")
    environment = {e["name"]: e.get("value", SECRET) for e in container["env"] if e["name"] not in absent}
    return [moved(argument) for argument in container["args"]], environment


def without_cluster(text):
    """Backends are discovered by the API server; outside a cluster one that nobody asks stands for them."""
    if "source: discovered" not in text:
        return text
    backends = "backends:\n    - name: stand-in\n      url: http://127.0.0.1:9/mcp\n      transport: streamable-http\n"
    return text.replace("source: discovered", "source: inline") + backends


def ask(path, body=None):
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", data=body, headers=headers)
    try:
        return urllib.request.urlopen(request, timeout=3).status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def serve(vmcp, root, arguments, environment):
    """Starts vmcp and returns what it answered, or None with its log when it never served."""
    with open(root + "/log", "w") as log:
        process = subprocess.Popen([vmcp, *arguments], env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and process.poll() is None:
            if ask("/health") == 200:
                return {"discovery": ask("/.well-known/openid-configuration"), "jwks": ask("/.well-known/jwks.json"),
                        "mcp": ask("/mcp", b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}')}, ""
            time.sleep(0.2)
    finally:
        process.kill()
        process.wait()
    with open(root + "/log", errors="replace") as log:
        return None, log.read()[-2000:]


def main(binary, vmcp):
    if not os.access(vmcp, os.X_OK):
        print(f"SKIPPED: {vmcp} is not installed, so nothing was served")
        return 1 if os.environ.get("CI") == "true" else SKIPPED
    if os.environ.get(SEALED) != "1":
        unshare = ["unshare", "--net", "--mount", sys.executable, os.path.abspath(__file__), binary, vmcp]
        return subprocess.run(unshare, env=dict(os.environ, **{SEALED: "1"})).returncode

    folder = tempfile.mkdtemp(prefix="vmcp-e2e-")
    failures = 0
    try:
        seal(folder)
        certificate = start_provider(folder)
        inputs = sorted(glob.glob(HERE + "/serve/*.yaml"))
        for path in inputs:
            root = tempfile.mkdtemp(dir=folder)
            arguments, environment = lay_out(root, render(binary, path))
            environment.update(PATH=os.environ["PATH"], SSL_CERT_FILE=certificate)
            answers, log = serve(vmcp, root, arguments, environment)
            good = answers == EXPECTED
            failures += not good
            print(f"{'ok' if good else 'FAILED'}: {os.path.basename(path)}: {answers}\n{log}".rstrip())
        print(f"{len(inputs) - failures} passed, {failures} failed")
        return 1 if failures or not inputs else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])))
