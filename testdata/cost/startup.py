#!/usr/bin/env python3
"""How long one file takes from start to end, beside `kustomize build` of the same file.

Medians of paired runs, in milliseconds of the wall clock, less those of /bin/true: what any program takes to start.
"""
import argparse
import os
import statistics
import tempfile
import time

RUNS = 101


def milliseconds(command):
    """What one run takes whose output nobody reads."""
    quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status = os.waitpid(process, 0)
    if status != 0:
        raise SystemExit(f'{" ".join(command)}: status {os.waitstatus_to_exitcode(status)}')
    return 1000 * (time.perf_counter() - start)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('kustomize')
    parser.add_argument('file')
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'input.yaml')
        with open(options.file, encoding='utf-8') as file, open(path, 'w', encoding='utf-8') as copy:
            copy.write(file.read())
        with open(os.path.join(folder, 'kustomization.yaml'), 'w', encoding='utf-8') as file:
            file.write('resources: [input.yaml]\n')
        commands = {'nothing': ['/bin/true'], 'ours': [os.path.abspath(options.program), '-q', '-f', path],
                    'kustomize': [os.path.abspath(options.kustomize), 'build', folder]}
        times = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(milliseconds(command))
        size = os.path.getsize(path)

    start, ours, kustomize = (statistics.median(times[name]) for name in ('nothing', 'ours', 'kustomize'))
    print(f'{size / 1000:.1f} kB: vmcp-render {ours - start:.2f} ms, kustomize build {kustomize - start:.2f} ms, '
          f'{(kustomize - start) / (ours - start):.1f} times as fast (less {start:.2f} ms for /bin/true)')


if __name__ == '__main__':
    main()
