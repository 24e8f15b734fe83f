#!/usr/bin/env python3
"""What inputs under 2 MB cost, by kind.

Each kind is generated with N bytes and with twice as many. A line shows for the larger one its size, the seconds of CPU
and the peak of memory, and how many times the smaller one's those are. Exits with 1 when an input takes more than 5 s
or 512 MB, or when the program ends otherwise than with 0 or 1.
"""
import argparse
import os
import resource
import subprocess
import sys
import tempfile

from kinds import KINDS

MOST_SECONDS = 5
MOST_MEGABYTES = 512


def length(made):
    """The bytes of an input, or of all files of a tree."""
    return sum(len(text) for text in made.values()) if isinstance(made, dict) else len(made)


def sized(make, size):
    """An input of about `size` bytes."""
    number = 20
    for _ in range(4):
        number = max(1, int(number * size / length(make(number))))
    while number > 1 and length(make(number)) > size:
        number = number * 9 // 10
    return make(number)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8', newline='') as file:
        file.write(text)


def run(program, arguments, made):
    """The exit status, the seconds of CPU and the megabytes that the program takes."""
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (8 * MOST_SECONDS, 8 * MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (8 * MOST_MEGABYTES << 20, 8 * MOST_MEGABYTES << 20))

    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, 'input.yaml')
        inputs = ['-f', path]
        if isinstance(made, dict):
            inputs = ['-R', directory]
            for name, text in made.items():
                write(os.path.join(directory, name), text)
        else:
            write(path, made)
        with open(os.devnull if isinstance(made, dict) else path, encoding='utf-8') as file:
            process = subprocess.Popen([program, *arguments, *(inputs if arguments else [])], stdin=file,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=directory,
                                       preexec_fn=limit)
            _, status, usage = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('kinds', nargs='*', metavar='WORD', help='only kinds whose name has one of these words')
    parser.add_argument('--size', type=int, default=1_900_000, help='bytes of the larger input (default: %(default)s)')
    parser.add_argument('--status-only', action='store_true', help='run the larger input, and look at its status alone')
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)

    failed = False
    print(f'{"kind":<40}{"MB":>6}{"s":>8}{"x":>6}{"peak MB":>9}{"x":>6}  status')
    for name, (arguments, make) in KINDS.items():
        if options.kinds and not any(word in name for word in options.kinds):
            continue
        made = sized(make, options.size)
        status, seconds, memory = run(options.program, arguments, made)
        line = f'{name:<40}{length(made) / 1e6:6.2f}{seconds:8.2f}'
        if options.status_only:
            too_much = False
        else:
            too_much = seconds > MOST_SECONDS or memory > MOST_MEGABYTES
            _, half_seconds, half_memory = run(options.program, arguments, sized(make, options.size // 2))
            line += f'{seconds / max(half_seconds, .01):6.1f}{memory:9.0f}{memory / half_memory:6.1f}'
        bad = too_much or status not in (0, 1)
        failed = failed or bad
        print(f'{line}  {status}{"  TOO MUCH" if bad else ""}', flush=True)
    sys.exit(failed)


if __name__ == '__main__':
    main()
