#!/usr/bin/env python3
"""What a walk of a large repository costs, of which few files are of ToolHive's.

A tree is generated: ConfigMaps, Secrets, Deployments, Helm releases and values of others, and some gateways. The walk has
to find each gateway and nothing else, in little memory: what does not matter is left without being held. With
--seconds it has to end in time, too.
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile
import time

MOST_MEGABYTES = 150

GATEWAY = '''apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPGroup
metadata: {{name: group-{0}, namespace: team}}
spec: {{}}
---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata: {{name: gateway-{0}, namespace: team}}
spec:
  groupRef: {{name: group-{0}}}
  incomingAuth: {{type: anonymous}}
'''

OTHERS = [
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: app-{0}, namespace: team}}\ndata:\n',
    'apiVersion: v1\nkind: Secret\nmetadata: {{name: app-{0}, namespace: team}}\nstringData:\n',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: app-{0}, namespace: team}}\nspec:\n',
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {{name: app-{0}}}\nspec:\n',
    'replicas: 1\nvalues:\n',
]


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def generate(root, files, size, gateways):
    source = random.Random(1)
    lines = [f'  key{i}: "{source.getrandbits(256):064x}"\n' for i in range(max(1, size // 75))]
    filler = ''.join(lines)
    for i in range(files - gateways):
        text = OTHERS[i % len(OTHERS)].format(i) + filler
        write(f'{root}/cluster-{i % 20}/apps/app-{i // 20 % 50}/{i}.yaml', text)
    for i in range(gateways):
        write(f'{root}/mcp/{i}/gateway.yaml', GATEWAY.format(i))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('--files', type=int, default=20_000)
    parser.add_argument('--size', type=int, default=10_000, help='bytes of each (default: %(default)s)')
    parser.add_argument('--gateways', type=int, default=50)
    parser.add_argument('--seconds', type=float, help='the most that the walk may take')
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as root:
        generate(root, options.files, options.size, options.gateways)
        start = time.monotonic()
        process = subprocess.Popen([os.path.abspath(options.program), 'check', '-R', '.'], cwd=root,
                                   stderr=subprocess.PIPE, text=True)
        findings = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        start = time.monotonic()
        subprocess.run('find . -type f -print0 | xargs -0 cat >/dev/null', shell=True, cwd=root, check=True)
        of_cat = time.monotonic() - start
    megabytes = usage.ru_maxrss / 1024
    print(f'{options.files} files of {options.size} bytes: {seconds:.2f} s, {megabytes:.0f} MB; cat takes {of_cat:.2f} s, '
          f'{seconds / of_cat:.1f} times less')
    faults = []
    wanted = f'{2 * options.gateways} objects read, {options.files - options.gateways} skipped; {options.gateways} gateways: 0 errors, 0 warnings;'
    if os.waitstatus_to_exitcode(status) != 0 or not findings.startswith(wanted):
        faults.append(f'expected "{wanted}", found: {findings[:500]}')
    if megabytes > MOST_MEGABYTES:
        faults.append(f'more than {MOST_MEGABYTES} MB')
    if options.seconds and seconds > options.seconds:
        faults.append(f'more than {options.seconds} s')
    for fault in faults:
        print(fault)
    return 1 if faults else 0


sys.exit(main())
