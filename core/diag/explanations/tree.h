#pragma once

#include <array>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Of what a tree of files is.
inline constexpr std::array kTreeExplanations = {
    Explanation{
        .code = "not-built",
        .stages = {Stage::kParse, Stage::kOperator},
        .what = "Something in a directory is the input of a build: a template of a Helm chart, or objects to which a "
                "kustomization gives another namespace than they are judged in.",
        .why =
            "What is judged here is not what a cluster gets, so findings may be missing, and some may be due to that.",
        .cure = "Check what the build prints: kustomize build DIR | vmcp-render check -, or helm template CHART | "
                "vmcp-render check -.",
        .example = R"(
-$ vmcp-render check -R --allow-empty .
+$ vmcp-render check -R --allow-empty --exclude chart .
 ==> chart/Chart.yaml <==
 apiVersion: v2
 name: desk
 version: 1.0.0
 ==> chart/templates/gateway.yaml <==
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: VirtualMCPServer
 metadata: {name: "{{ .Release.Name }}"}
 spec:
   groupRef: {name: tools}
   incomingAuth: {type: anonymous}
)"},
    Explanation{
        .code = "given-namespace",
        .stages = {Stage::kParse},
        .what = "A note: objects without a namespace are taken to be in the one that a kustomization, a Flux "
                "Kustomization or an Argo CD Application gives them.",
        .why = "References stay in their namespace, so it decides what is found. The note says once who decided.",
        .cure = "Nothing, if that is the namespace that was meant. -n NAMESPACE goes before all others, and so does a "
                "namespace in the object.",
        .example = R"(
 $ vmcp-render check -R .
 ==> kustomization.yaml <==
 namespace: mcp
 resources: [gateway.yaml]
 ==> gateway.yaml <==
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: VirtualMCPServer
-metadata: {name: desk}
+metadata: {name: desk, namespace: mcp}
 spec:
   groupRef: {name: tools}
   incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "unlisted-file",
                .stages = {Stage::kParse, Stage::kOperator},
                .what = "A file with objects of ToolHive's stands beside a kustomization or below it, and no "
                        "kustomization lists it, and Flux and Argo CD do not take it either. It is a note at such a "
                        "file, and a warning at what refers to an object of it.",
                .why = "No build has its objects. Those without a namespace are judged only by themselves, for nothing "
                       "says where they are.",
                .cure =
                    "List the file under \"resources\", or leave it out with --exclude where it is kept for another "
                    "purpose. -n NAMESPACE says where its objects are.",
                .example = R"(
 $ vmcp-render check -R .
 ==> kustomization.yaml <==
-resources: [gateway.yaml]
+resources: [gateway.yaml, group.yaml]
 ==> gateway.yaml <==
 %anonymous
 ==> group.yaml <==
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPGroup
 metadata: {name: tools}
)"},
    Explanation{.code = "stated-release",
                .stages = {Stage::kParse},
                .what = "A note: the input says which release of ToolHive's operator it is for, in the version of its "
                        "Helm chart or the tag of its image, and that release is reproduced.",
                .why = "Releases differ in what they accept and create. The note names the file that decided.",
                .cure = "Nothing, if that is the release of the cluster. --toolhive RELEASE chooses another.",
                .example = R"(
-$ vmcp-render check -R --allow-empty .
+$ vmcp-render check -R --allow-empty --toolhive 0.60.0 .
 ==> toolhive.yaml <==
 apiVersion: source.toolkit.fluxcd.io/v1
 kind: OCIRepository
 metadata: {name: toolhive-operator}
 spec:
   url: oci://ghcr.io/stacklok/toolhive/toolhive-operator
   ref: {tag: 0.60.0}
)"},
    Explanation{
        .code = "conflicting-releases",
        .stages = {Stage::kParse},
        .what =
            "The input names several versions of ToolHive's operator, such as one for staging and one for production.",
        .why = "One release can be reproduced at a time. The newest known of them is; what an older one refuses stays "
               "unseen.",
        .cure = "Choose one with --toolhive RELEASE, and check once for each, or check one environment at a time.",
        .example = R"(
-$ vmcp-render check -R --allow-empty .
+$ vmcp-render check -R --allow-empty --toolhive 0.60.0 .
 ==> staging.yaml <==
 apiVersion: source.toolkit.fluxcd.io/v1
 kind: OCIRepository
 metadata: {name: staging}
 spec:
   url: oci://ghcr.io/stacklok/toolhive/toolhive-operator
   ref: {tag: 0.62.0}
 ==> production.yaml <==
 apiVersion: source.toolkit.fluxcd.io/v1
 kind: OCIRepository
 metadata: {name: production}
 spec:
   url: oci://ghcr.io/stacklok/toolhive/toolhive-operator
   ref: {tag: 0.60.0}
)"},
};

}  // namespace vmcp::diag
