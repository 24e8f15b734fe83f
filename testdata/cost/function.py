#!/usr/bin/env python3
"""How long a function run takes beside the command line, for the same resources.

Medians of paired runs, in milliseconds of the wall clock: both print all that belongs to the gateways.
"""
import argparse
import os
import statistics
import subprocess
import tempfile
import time

RUNS = 21

RESOURCES = '''apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPGroup
metadata:
  name: group-{0}
  namespace: team
---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: VirtualMCPServer
metadata:
  name: gateway-{0}
  namespace: team
spec:
  groupRef:
    name: group-{0}
  incomingAuth:
    type: anonymous
---
'''

HEAD = '''apiVersion: config.kubernetes.io/v1
kind: ResourceList
functionConfig:
  apiVersion: vmcp-render/v1alpha1
  kind: VMCPRender
  metadata:
    name: render
items:
'''


def as_items(documents):
    """A block sequence of documents that end with a separator each."""
    lines = []
    for document in documents.split('---\n')[:-1]:
        first, *rest = document.splitlines()
        lines += ['- ' + first, *('  ' + line for line in rest)]
    return HEAD + '\n'.join(lines) + '\n'


def milliseconds(command, path):
    with open(path, encoding='utf-8') as file:
        start = time.perf_counter()
        subprocess.run(command, stdin=file, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return 1000 * (time.perf_counter() - start)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('--items', type=int, default=1000)
    options = parser.parse_args()

    program = os.path.abspath(options.program)
    documents = ''.join(RESOURCES.format(i) for i in range(options.items // 2))
    with tempfile.TemporaryDirectory() as folder:
        inputs = {'function': (f'{folder}/list.yaml', as_items(documents), [program]),
                  'command line': (f'{folder}/input.yaml', documents, [program, '-q', '-f', '-'])}
        for path, text, _ in inputs.values():
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
        times = {name: [] for name in inputs}
        for _ in range(RUNS):
            for name, (path, _, command) in inputs.items():
                times[name].append(milliseconds(command, path))
    function, line = (statistics.median(times[name]) for name in ('function', 'command line'))
    print(f'{options.items} items: function {function:.1f} ms, command line {line:.1f} ms, {function / line:.2f} times')


if __name__ == '__main__':
    main()
