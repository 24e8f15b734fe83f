#!/usr/bin/env python3
"""texts_test.py VMCP-RENDER: items that the KRM function only echoes mean to PyYAML, a reader of YAML 1.1, what they meant
before, whatever texts they hold and in whatever form the list comes.

Exit code 77 means skipped: PyYAML is not installed. With CI=true that is a failure.
"""
import json
import os
import random
import subprocess
import sys

try:
    import yaml
except ImportError:
    yaml = None

SKIPPED = 77
ITEMS = 400
PIECES = ["a", " ", "\t", "\n", "\r", "\r\n", "\x85", "\u2028", "\u2029", "#", ": ", "- ", "---", "&", "*", "!", "|", ">", "'", '"',
          "\\", "%", "@", "{", "}", "[", "]", ",", "?", "<<", "=", "~", "null", "yes", "0", "1", "-1", ".5", "._", "0x1f",
          "1_0", "12:30", ".", "_", "2001-01-01", "2001-99-99", "0b_", "...", "\xe9", "\x7f", "\x01", "\xa0", "\ufeff",
          "\U0001f600", "\0", "text of several words that goes on"]


def text(rng):
    return "".join(rng.choice(PIECES) for _ in range(rng.randrange(6))) + ("k" * 130 if rng.randrange(50) == 0 else "")


def make_list(rng):
    items = []
    for i in range(ITEMS):
        data = {text(rng): text(rng) for _ in range(1 + rng.randrange(3))}
        items.append({"apiVersion": "example.com/v1", "kind": "Dashboard", "metadata": {"name": f"c{i}"}, "data": data,
                      "nested": [[text(rng), [text(rng)]], {text(rng): [text(rng)]}], "numbers": [1, 1e21, -0.5, 2**63]})
    return {"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "items": items,
            "functionConfig": {"apiVersion": "vmcp-render/v1alpha1", "kind": "VMCPRender", "metadata": {"name": "c"},
                               "spec": {"allowEmpty": True}}}


def forms(given):
    yield "JSON", json.dumps(given)
    yield "JSON for people", json.dumps(given, indent=0, ensure_ascii=False)
    for style, flow in ((None, None), ('"', False), (None, True)):
        for unicode in (False, True):
            yield f"YAML, style {style}, flow {flow}, unicode {unicode}", yaml.safe_dump(
                given, default_style=style, default_flow_style=flow, allow_unicode=unicode, sort_keys=False)


def main(binary):
    if yaml is None:
        print("SKIPPED: PyYAML is not installed, so nothing was read")
        return 1 if os.environ.get("CI") == "true" else SKIPPED
    failures = 0
    for name, form in forms(make_list(random.Random(12))):
        done = subprocess.run([binary], input=form.encode(), capture_output=True)
        try:
            answer = yaml.safe_load(done.stdout)
            wanted = json.loads(form) if name.startswith("JSON") else yaml.safe_load(form)
            pairs = zip([wanted["functionConfig"]] + wanted["items"], [answer["functionConfig"]] + answer["items"])
            other = [(a, b) for a, b in pairs if repr(a) != repr(b)]
            why = f"{other[0][0]}\n  came back as\n  {other[0][1]}" if other else ""
            if len(answer["items"]) != ITEMS:
                why = f"{len(answer['items'])} items"
        except (yaml.YAMLError, TypeError, KeyError, ValueError) as error:
            why = f"the answer cannot be read: {error}"
        why = f"exit status {done.returncode}: {done.stderr.decode()[:500]}" if done.returncode else why
        failures += why != ""
        print(f"{'FAILED' if why else 'ok'}: {name}{': ' + why if why else ''}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
