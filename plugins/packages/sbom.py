"""The software bill of materials: SPDX 2.3 as JSON, of the program in a package and of what is linked into it."""
import datetime
import json
import re

import components
import release


def identifier(name):
    return "SPDXRef-" + re.sub("[^A-Za-z0-9.-]", "-", name)


def sbom(made, program):
    """The document for the program at the path `program`."""
    digest = release.digest("sha256", program)
    ours = identifier(made.name)
    binary = identifier("program")
    packages = [{
        "SPDXID": ours,
        "name": made.name,
        "versionInfo": made.version,
        "downloadLocation": made.url(made.stem + ".tar.gz"),
        "homepage": made.home,
        "filesAnalyzed": False,
        "licenseConcluded": "Apache-2.0",
        "licenseDeclared": "Apache-2.0",
        "copyrightText": "NOASSERTION",
        "summary": made.summary,
        "primaryPackagePurpose": "APPLICATION",
    }]
    # A package whose files are not listed one by one may contain none, so the program stands beside it.
    relationships = [("SPDXRef-DOCUMENT", "DESCRIBES", ours), ("SPDXRef-DOCUMENT", "DESCRIBES", binary)]
    versions = components.versions(made.cache.get("CMAKE_FIND_ROOT_PATH"))
    for source, package, licence in components.COMPONENTS:
        reference = identifier(source)
        packages.append({
            "SPDXID": reference,
            "name": source,
            "versionInfo": versions[package],
            "supplier": "Organization: Debian",
            "downloadLocation": "NOASSERTION",
            "filesAnalyzed": False,
            "licenseConcluded": licence,
            "licenseDeclared": licence,
            "copyrightText": "NOASSERTION",
            "externalRefs": [{
                "referenceCategory": "PACKAGE-MANAGER",
                "referenceType": "purl",
                "referenceLocator": f"pkg:deb/debian/{package.replace('+', '%2B')}@{versions[package]}?arch={made.arch}",
            }],
        })
        relationships.append((binary, "STATIC_LINK", reference))
    return json.dumps({
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": made.stem,
        "documentNamespace": f"{made.home}/spdx/{made.stem}-{digest}",
        "creationInfo": {
            "created": datetime.datetime.fromtimestamp(made.epoch, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Tool: " + made.name + "-packages-" + made.version],
        },
        "packages": packages,
        "files": [{
            "SPDXID": binary,
            "fileName": "./bin/" + made.name,
            "fileTypes": ["BINARY"],
            "checksums": [{"algorithm": "SHA256", "checksumValue": digest},
                          {"algorithm": "SHA1", "checksumValue": release.digest("sha1", program)}],
            "licenseConcluded": "Apache-2.0",
            "licenseInfoInFiles": ["NOASSERTION"],
            "copyrightText": "NOASSERTION",
        }],
        "relationships": [{"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}
                          for one, kind, other in relationships],
    }, indent=2) + "\n"
