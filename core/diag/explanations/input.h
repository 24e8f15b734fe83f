#pragma once

#include <array>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Of the command line, and what it names.
inline constexpr std::array kInputExplanations = {
    Explanation{.code = "unknown-release",
                .stages = {Stage::kUsage, Stage::kParse},
                .what = "The release of ToolHive that --toolhive or the input names is none of those that can be "
                        "reproduced; vmcp-render --version lists them.",
                .why = "A release between known ones is reproduced as the known one before it, which may differ in "
                       "details. One that is older or newer than all is an error of --toolhive, and a warning where "
                       "the input names it.",
                .cure = "Name a known release, or take a version of vmcp-render that knows this one.",
                .example = R"(
-$ vmcp-render check --toolhive 0.50.0 gateway.yaml
+$ vmcp-render check --toolhive 0.47.0 gateway.yaml
 %anonymous
)"},
    Explanation{
        .code = "unsubstituted-variable",
        .stages = {Stage::kParse},
        .what = "A note: texts hold placeholders such as ${TEAM} that nothing in the input gives a value.",
        .why = "Flux substitutes them in the cluster. Until then such a text is judged only as far as it holds for "
               "every value.",
        .cure = "Give the values: --var NAME=VALUE or --var-file FILE. What is no placeholder is written $${NAME}.",
        .example = R"(
-$ vmcp-render check gateway.yaml
+$ vmcp-render check --var TYPE=anonymous gateway.yaml
 %gateway
   incomingAuth: {type: "${TYPE}"}
)"},
    Explanation{.code = "no-such-path",
                .stages = {Stage::kUsage},
                .what = "A path of the command line does not exist. It may be misspelt, a command that does not exist, "
                        "or a URL, which is never fetched.",
                .why = "A check that silently leaves out what it was given would pass for the wrong reason.",
                .cure = "Mend the path. What is behind a URL is piped in: curl -fsSL URL | vmcp-render check -.",
                .example = R"(
-$ vmcp-render check gatway.yaml
+$ vmcp-render check gateway.yaml
 ==> gateway.yaml <==
 %anonymous
)"},
    Explanation{
        .code = "unreadable-path",
        .stages = {Stage::kUsage},
        .what = "A path exists but cannot be read: no permission, links that lead to each other, a file of more than "
                "256 MiB, an error of the disk.",
        .why = "What cannot be read cannot be judged, and to go on without it would be to guess.",
        .cure = "The reason stands behind the finding. Leave paths that do not matter out of a walk with --exclude.",
        .example = R"(
 $ ln -s gateway.yaml gateway.yaml; vmcp-render check gateway.yaml
)"},
    Explanation{
        .code = "unused-exclude",
        .stages = {Stage::kUsage},
        .what = "A pattern of --exclude matches no path of the walk.",
        .why = "What was to be left out is mostly still in: the pattern is misspelt, or the directory has moved.",
        .cure = "Mend the pattern or drop it. It is held against the path as findings print it, the path below the "
                "walked directory, and names.",
        .example = R"(
-$ vmcp-render check -R --exclude drafst .
+$ vmcp-render check -R --exclude drafts .
 ==> gateway.yaml <==
 %anonymous
 ==> drafts/group.yaml <==
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPGroup
 metadata: {name: tools}
)"},
    Explanation{.code = "unused-suppression",
                .stages = {Stage::kUsage},
                .what = "--suppress names an object that the input does not have, or one that has no such finding.",
                .why = "The finding that was meant is reported all the same, or has been cured and the option is left "
                       "over.",
                .cure = "Mend the name, or drop the option.",
                .example = R"(
-$ vmcp-render check --suppress assumed-object=dsk gateway.yaml
+$ vmcp-render check --suppress assumed-object=desk gateway.yaml
 ==> gateway.yaml <==
 %anonymous
)"},
    Explanation{
        .code = "build-refused",
        .stages = {Stage::kParse},
        .what = "A kustomization cannot be built: a field that it does not have, a file that is not there, a "
                "patch that fails or matches nothing, an object that is reached by two ways. Or the path of a Flux "
                "Kustomization or an Application is no directory.",
        .why = "kustomize, Flux or Argo CD ends with an error, and nothing of the build reaches the cluster: its "
               "gateways stay as they are.",
        .cure = "Mend what the message names; kustomize build DIR tells whether it is enough.",
        .example = R"(
 $ vmcp-render check -R .
 ==> kustomization.yaml <==
-resources: [gateway.yaml, gruop.yaml]
+resources: [gateway.yaml, group.yaml]
 ==> gateway.yaml <==
 %anonymous
 ==> group.yaml <==
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPGroup
 metadata: {name: tools}
)"},
    Explanation{
        .code = "hashed-name",
        .stages = {Stage::kParse},
        .what = "A generator of a kustomization adds a hash to the name of what it makes, and a custom resource "
                "refers to that by the name without the hash.",
        .why = "kustomize writes the new name into Deployments and the like, but not into custom resources: the "
               "Secret or ConfigMap is not found under the old one.",
        .cure = "Leave the hash out with disableNameSuffixHash, or tell kustomize of the field with nameReference "
                "in a file under configurations.",
        .example = R"(
 $ vmcp-render check -R .
 ==> kustomization.yaml <==
 resources: [gateway.yaml]
 secretGenerator:
 - name: redis
   literals: [password=example]
+  options: {disableNameSuffixHash: true}
 ==> gateway.yaml <==
 %anonymous
   sessionStorage:
     provider: redis
     address: redis.data:6379
     passwordRef: {name: redis, key: password}
)"},
    Explanation{.code = "stdin-twice",
                .stages = {Stage::kUsage},
                .what = "Standard input (-) is named more than once.",
                .why = "It can be read once only; the second time it would be empty.",
                .cure = "Name - once. Pipe several texts together, with \"---\" between them.",
                .example = R"(
-$ cat gateway.yaml | vmcp-render check - -
+$ cat gateway.yaml | vmcp-render check -
 %anonymous
)"},
    Explanation{.code = "unknown-code",
                .stages = {Stage::kAdmission},
                .what = "The annotation vmcp-render/suppress of an object names a code that no finding has. On the "
                        "command line (--suppress) that is a usage error.",
                .why = "Nothing is suppressed by it, and nobody would notice.",
                .cure = "Mend the code; vmcp-render explain lists them all.",
                .example = R"(
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: VirtualMCPServer
 metadata:
   name: desk
-  annotations: {vmcp-render/suppress: asumed-object}
+  annotations: {vmcp-render/suppress: assumed-object}
 spec:
   groupRef: {name: tools}
   incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "no-virtual-mcp-server",
                .stages = {Stage::kOperator},
                .what = "The input has no VirtualMCPServer, so nothing can be rendered or judged as a gateway.",
                .why = "A pipeline that reads the wrong directory would pass for ever. Directories are not walked "
                       "recursively without -R, and files that .gitignore leaves out are not read.",
                .cure = "Name the file, or walk with -R. --allow-empty accepts an input without a gateway.",
                .example = R"(
-apiVersion: toolhive.stacklok.dev/v1beta1
-kind: MCPGroup
-metadata: {name: tools}
+%anonymous
)"},
    Explanation{.code = "only-not-found",
                .stages = {Stage::kOperator},
                .what = "--only names no VirtualMCPServer of the input.",
                .why = "Nothing would be printed, without a reason.",
                .cure = "Write NAME or NAMESPACE/NAME of a gateway in the input.",
                .example = R"(
-$ vmcp-render check --only dsek gateway.yaml
+$ vmcp-render check --only desk gateway.yaml
 %anonymous
)"},
    Explanation{.code = "duplicate-object",
                .stages = {Stage::kOperator},
                .what = "The same object (kind, namespace, name) is given twice, in one cluster. Overlays of one base "
                        "are clusters of their own.",
                .why = "Which of the two a cluster keeps depends on the order in which they are applied.",
                .cure = "Delete one, give it another name or namespace, or leave its file out with --exclude. The "
                        "finding's note names the other.",
                .example = R"(
 %anonymous
 ---
-%anonymous
+apiVersion: toolhive.stacklok.dev/v1beta1
+kind: VirtualMCPServer
+metadata: {name: desk-two}
+spec:
+  groupRef: {name: tools}
+  incomingAuth: {type: anonymous}
)"},
};

}  // namespace vmcp::diag
