"""Starts the real vmcp from rendered objects, sealed off from every network.

vmcp runs in network and mount namespaces of its own (root is needed), so that nothing leaves the machine: every address is
local there, the names that the inputs use stand in /etc/hosts, and a stand-in OpenID provider answers them, on port 80 and
with TLS on 443.
"""
import http.server
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

SKIPPED = 77
# What the vmcp is of that ./dev installs.
RELEASE = ["--toolhive", "0.47.0"]
SEALED = "VMCP_E2E_SEALED"
# vmcp refuses to talk to private addresses; in the sealed namespace every address is this machine.
PROVIDER_ADDRESS = "9.9.9.9"
SECRET = "a-stand-in-secret-of-more-than-32-bytes"


def run_sealed(script, arguments, vmcp):
    """None inside the seal; outside, the exit code of the script run inside. Exit code 77 means skipped: vmcp is not installed.
    With CI=true that is a failure."""
    if not os.access(vmcp, os.X_OK):
        print(f"SKIPPED: {vmcp} is not installed, so nothing was started")
        return 1 if os.environ.get("CI") == "true" else SKIPPED
    if os.environ.get(SEALED) == "1":
        return None
    unshare = ["unshare", "--net", "--mount", sys.executable, os.path.abspath(script), *arguments]
    return subprocess.run(unshare, env=dict(os.environ, **{SEALED: "1"})).returncode


class Provider(http.server.BaseHTTPRequestHandler):
    """Answers every path with one discovery document; vmcp asks for no more before it serves."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        scheme = "https" if isinstance(self.connection, ssl.SSLSocket) else "http"
        base = f"{scheme}://" + self.headers["Host"]
        tenant = self.path.partition("/.well-known/")[0]
        body = json.dumps({
            "issuer": base + tenant,
            "authorization_endpoint": base + "/authorize",
            "token_endpoint": base + "/token",
            "userinfo_endpoint": base + "/userinfo",
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


def serve_forever(port, context=None):
    server = http.server.ThreadingHTTPServer(("0.0.0.0", port), Provider)
    server.handle_error = lambda *_: None  # a killed vmcp hangs up in the middle
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def seal(folder, names):
    """Makes every address of this namespace local, names the providers, starts them, and returns the path of the certificate
    that vmcp has to trust."""
    for command in ("ip link set lo up", "ip route add local 0.0.0.0/0 dev lo"):
        subprocess.run(command.split(), check=True)
    hosts = folder + "/hosts"
    with open(hosts, "w") as file:
        file.write("127.0.0.1 localhost\n" + "".join(f"{PROVIDER_ADDRESS} {name}\n" for name in names))
    subprocess.run(["mount", "--bind", hosts, "/etc/hosts"], check=True)

    certificate, key = folder + "/provider.crt", folder + "/provider.key"
    alternatives = ",".join("DNS:" + name for name in names)
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=stand-in", "-addext", "subjectAltName=" + alternatives,
            "-days", "2", "-keyout", key, "-out", certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    serve_forever(443, context)
    serve_forever(80)
    return certificate


def host_names(objects):
    """The hosts of all URLs in rendered objects."""
    return set(re.findall(r"https?://([A-Za-z][A-Za-z0-9.-]*)", json.dumps(objects))) - {"localhost"}


def render(binary, path, *options):
    """The objects of the one gateway in an input, by kind."""
    command = [binary, "-q", "--emit", "all", "-o", "json", *options, "-f", path]
    output = subprocess.run(command, check=True, capture_output=True).stdout
    return {item["kind"]: item for item in json.loads(output)["items"]}


def without_cluster(text):
    """Backends are discovered by the API server; outside a cluster one that nobody asks stands for them."""
    if "source: discovered" not in text:
        return text
    text = text.replace("source: discovered", "source: inline")
    if "\nbackends:" in text:
        return text
    return text + "backends:\n    - name: stand-in\n      url: http://127.0.0.1:9/mcp\n      transport: streamable-http\n"


def write_file(path, key, certificate):
    """What stands for the content of a Secret's or ConfigMap's key."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if "/keys/" in path:
        openssl("ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out", path)
    elif path.endswith(".crt") or key.endswith(".crt"):
        shutil.copy(certificate, path)
    else:
        with open(path, "w") as file:
            file.write(SECRET)


def lay_out(root, objects, certificate):
    """Puts the pod's files below `root`; returns vmcp's arguments and environment."""
    pod = objects["Deployment"]["spec"]["template"]["spec"]
    container = next(c for c in pod["containers"] if c["name"] == "vmcp")
    volumes = {volume["name"]: volume for volume in pod.get("volumes", [])}
    folders = sorted({mount["mountPath"].split("/")[1] for mount in container.get("volumeMounts", [])})

    def moved(text):
        return re.sub(r"(^|[\s=\"'])/(%s)/" % "|".join(folders), rf"\1{root}/\2/", text)

    for mount in container.get("volumeMounts", []):
        path, volume = root + mount["mountPath"], volumes[mount["name"]]
        source = volume.get("secret") or volume.get("configMap")
        if source is None:
            continue
        if source.get("name") == objects["ConfigMap"]["metadata"]["name"]:
            os.makedirs(path)
            for key, text in objects["ConfigMap"]["data"].items():
                with open(f"{path}/{key}", "w") as file:
                    file.write(moved(without_cluster(text)))
        elif "subPath" in mount:
            (item,) = source["items"]
            assert mount["subPath"] == item["path"], f"{mount} does not mount {item}"
            write_file(path, item["key"], certificate)
        else:
            for item in source.get("items", []):
                write_file(f"{path}/{item['path']}", item["key"], certificate)
    # These three make vmcp ask a cluster's API server.
    absent = ("VMCP_NAME", "VMCP_NAMESPACE", "TOOLHIVE_RUNTIME")
    environment = {e["name"]: e.get("value", SECRET) for e in container.get("env", []) if e["name"] not in absent}
    environment.update(PATH=os.environ["PATH"], SSL_CERT_FILE=certificate)
    return [moved(argument) for argument in container.get("args", [])], environment


def ask(port, path, body=None):
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=body, headers=headers)
    try:
        return urllib.request.urlopen(request, timeout=3).status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(vmcp, root, arguments, environment):
    """Starts vmcp and returns what it answered, or None with its log when it never served."""
    port = free_port()
    arguments = [a for a in arguments if not a.startswith(("--port=", "--host="))]
    command = [vmcp, *arguments, f"--port={port}", "--host=127.0.0.1"]
    with open(root + "/log", "w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and process.poll() is None:
            if ask(port, "/health") == 200:
                request = b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}'
                return {"discovery": ask(port, "/.well-known/openid-configuration"),
                        "jwks": ask(port, "/.well-known/jwks.json"),
                        "mcp": ask(port, "/mcp", request)}, ""
            time.sleep(0.1)
    finally:
        process.kill()
        process.wait()
    with open(root + "/log", errors="replace") as log:
        return None, log.read()[-2000:]
