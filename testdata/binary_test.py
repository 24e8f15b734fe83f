#!/usr/bin/env python3
"""binary_test.py VMCP-RENDER OPTION...: the static program, compiled with these options, is hardened, needs nothing, and is small.

It is read with readelf and nm of the machine that it is for, which CMake names in READELF and NM; its symbols are in a file
beside it.
"""
import os
import re
import subprocess
import sys

LARGEST = 6_000_000


def tool(name, *arguments):
    return subprocess.run([os.environ.get(name.upper(), name), *arguments], capture_output=True, text=True,
                          check=True).stdout


def main(binary, options):
    header = tool("readelf", "-hW", binary)
    segments = tool("readelf", "-lW", binary)
    dynamic = tool("readelf", "-dW", binary)
    functions = set(re.findall(r" [TtWwi] (\w+)$", tool("nm", binary + ".debug"), re.M))
    stack = re.search(r"GNU_STACK .* (R\w*) +0x", segments)
    size = os.path.getsize(binary)
    checks = {
        "it is loaded at any address": re.search(r"Type: +DYN", header) and "PIE" in dynamic,
        "it needs no loader and no library": "INTERP" not in segments and "(NEEDED)" not in dynamic,
        "what the linker resolves is read only before main()": "GNU_RELRO" in segments and "NOW" in dynamic,
        "its code is not written": "TEXTREL" not in dynamic and " RWE " not in segments,
        "its stack is not executed": stack and stack[1] == "RW",
        "a damaged stack ends it": "__stack_chk_fail" in functions,
        "a call that overflows a buffer ends it": "-D_FORTIFY_SOURCE=2" in options,
        "it has no part of OpenSSL but SHA-256": not functions & {"OPENSSL_init_crypto", "EVP_DigestInit_ex", "d2i_X509"},
        f"it is smaller than {LARGEST} bytes: {size}": size < LARGEST,
    }
    for what, good in checks.items():
        print(f"{'ok' if good else 'FAILED'}: {what}")
    return 0 if all(checks.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
