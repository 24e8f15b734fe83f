#!/usr/bin/env python3
"""How many instructions a small and a large run take, as callgrind counts them.

The numbers are the same whatever else the machine does, but not of another compiler's program. Exits with 1 when one is
more than 5 % above that in instructions.json, and with 77, the test being skipped, where the program was made by another
compiler than those. --update writes them.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
KNOWN = os.path.join(HERE, 'instructions.json')
SMALL = os.path.join(HERE, '../conformance/a-authserver-everything-on/input.yaml')
DEMO = os.path.join(HERE, '../demo/gateway.yaml')
GATEWAYS = 50
MOST_GROWTH = 1.05


def instructions(program, path):
    """What a render of everything takes, on one processor: on several, threads share the work out as it comes."""
    def alone():
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    command = ['valgrind', '--tool=callgrind', '--callgrind-out-file=/dev/null', program, 'render', '-q', '--emit', 'all',
               '-f', path]
    run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                         env={'PATH': os.environ['PATH']}, preexec_fn=alone, check=False)
    found = re.search(r'Collected : (\d+)', run.stderr)
    if run.returncode != 0 or not found:
        sys.exit(f'{path}: status {run.returncode}\n{run.stderr}')
    return int(found[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('--compiler', required=True, help='what made the program, as "GNU 12.2.0"')
    parser.add_argument('--update', action='store_true', help='write the numbers of this run')
    options = parser.parse_args()

    with open(DEMO, encoding='utf-8') as file:
        demo = file.read()
    with tempfile.NamedTemporaryFile('w', suffix='.yaml', encoding='utf-8') as large:
        large.write('---\n'.join(demo.replace('research', f'research-{i}') for i in range(GATEWAYS)))
        large.flush()
        seen = {'one gateway, 7.7 kB': instructions(options.program, SMALL),
                f'{GATEWAYS} gateways': instructions(options.program, large.name)}

    if options.update:
        with open(KNOWN, 'w', encoding='utf-8') as file:
            json.dump({'compiler': options.compiler, 'instructions': seen}, file, indent=2)
            file.write('\n')
    with open(KNOWN, encoding='utf-8') as file:
        known = json.load(file)
    failed = False
    for name, count in seen.items():
        growth = count / known['instructions'][name]
        print(f'{name:<24}{count / 1e6:8.1f} million instructions, {100 * (growth - 1):+5.1f} %')
        failed = failed or growth > MOST_GROWTH
    if known['compiler'] != options.compiler:
        print(f'SKIPPED: the numbers are those of {known["compiler"]}, the program is made by {options.compiler}')
        sys.exit(77)
    if failed:
        print('more than 5 % above testdata/cost/instructions.json; what has to be so is written there with --update')
    sys.exit(failed)


if __name__ == '__main__':
    main()
