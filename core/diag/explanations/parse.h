#pragma once

#include <array>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Of what no reader of YAML or JSON takes.
inline constexpr std::array kParseExplanations = {
    Explanation{.code = "yaml-syntax",
                .stages = {Stage::kParse},
                .what = "The text cannot be read as YAML: an indentation that fits nowhere, a bracket or quote that is "
                        "not closed, a tab in front of a key, a template of Helm that has not been rendered.",
                .why = "kubectl, kustomize and Flux refuse such a file as a whole, with everything that is in it. The "
                       "place is where reading ended; the mistake is often a line before.",
                .cure = "Mend the line. A value with \": \", \" #\" or one of {}[]*&!|>%@ at its beginning needs "
                        "quotes; templates are checked after they have been rendered (\"helm template\").",
                .example = R"(
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: VirtualMCPServer
 metadata:
   name: desk
-   namespace: mcp
+  namespace: mcp
 spec:
   groupRef: {name: tools}
   incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "json-syntax",
                .stages = {Stage::kParse},
                .what = "A file that ends in .json, or a text that begins with a brace, is no JSON: a comma too many, "
                        "a number such as 1. or .5, a word without quotes.",
                .why = "What reads JSON takes nothing of a file that is not; kubectl refuses it as a whole.",
                .cure = "Mend the place, or write the file as YAML and call it so.",
                .example = R"(
 $ vmcp-render check --allow-empty groups.json
 ==> groups.json <==
 {"apiVersion": "toolhive.stacklok.dev/v1beta1", "kind": "MCPGroup",
  "metadata": {"name": "tools"}}
 {"apiVersion": "toolhive.stacklok.dev/v1beta1", "kind": "MCPGroup",
-"metadata": {"name": more-tools}}
+"metadata": {"name": "more-tools"}}
)"},
    Explanation{.code = "invalid-utf8",
                .stages = {Stage::kParse},
                .what = "The text holds bytes that are no UTF-8, such as those of a file in ISO 8859-1.",
                .why = "YAML and JSON are read as UTF-8. Other bytes are refused, or silently replaced.",
                .cure = "Convert the file: iconv -f latin1 -t utf-8. Binary data belongs in binaryData of a "
                        "ConfigMap or data of a Secret, as base64.",
                .example = R"(
 $ printf 'kind: MCPGroup # caf\351\n' | vmcp-render check -
)"},
    Explanation{.code = "control-character",
                .stages = {Stage::kParse},
                .what = "The text holds a control character that YAML excludes, such as a NUL, a backspace or an "
                        "escape sequence of a terminal, outside of an escape in double quotes.",
                .why = "Every YAML reader refuses it. Such characters come from copying out of a terminal, or from a "
                       "file that is no text.",
                .cure = "Delete the character, or write it as an escape in double quotes: \"\\x1b\".",
                .example = R"(
 $ printf 'kind: MCPGroup # \033[1m\n' | vmcp-render check -
)"},
    Explanation{.code = "duplicate-key",
                .stages = {Stage::kParse},
                .what = "A mapping has a key twice. Keys that a merge (<<) brings do not count.",
                .why = "kubectl refuses the file; other readers take the last value and drop the first without a word.",
                .cure = "Keep one of the two. The finding's note names the other line.",
                .example = R"(
 %gateway
   incomingAuth: {type: anonymous}
-  incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "undefined-alias",
                .stages = {Stage::kParse},
                .what = "An alias (*name) names an anchor (&name) that the document does not have before it. Anchors "
                        "end with their document, at ---.",
                .why = "What the alias stands for is unknown, so the file is refused as a whole.",
                .cure = "Set the anchor before its first alias and in the same document, or write the value out. A "
                        "text that begins with * needs quotes.",
                .example = R"(
 %anonymous
-  serviceAccount: *account
+  serviceAccount: desk
)"},
    Explanation{.code = "self-reference",
                .stages = {Stage::kParse},
                .what = "An alias stands inside the very value that it names.",
                .why = "The value would contain itself and have no end. YAML allows writing it; nothing that stands "
                       "for a Kubernetes object can hold it.",
                .cure = "Write out what was meant, or move the anchor to the part that is to be repeated.",
                .example = R"(
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: VirtualMCPServer
-metadata: &meta {name: desk, labels: *meta}
+metadata: {name: desk, labels: &labels {team: research}}
 spec:
   groupRef: {name: tools}
   incomingAuth: {type: anonymous}
)"},
    Explanation{.code = "excessive-aliasing",
                .stages = {Stage::kParse},
                .what = "Aliases that name values with aliases make the document very many times larger than its text.",
                .why = "A few lines would fill the memory of whatever reads them (\"a billion laughs\"); kubectl and "
                       "the API server refuse them, too.",
                .cure = "Write the values out, or do without aliases of aliases.",
                .example = R"(
-a: &a [x, x, x, x, x, x, x, x, x, x]
-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
-e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
-f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
-g: [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]
+%anonymous
)"},
    Explanation{
        .code = "invalid-merge",
        .stages = {Stage::kParse},
        .what = "The merge key << stands for the keys of another mapping, or of a list of mappings. Here its value is "
                "something else.",
        .why = "There is nothing to merge. Some readers refuse the file, others keep a key that is called \"<<\".",
        .cure = "Name a mapping with its alias. A key that is really called << needs quotes.",
        .example = R"(
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: VirtualMCPServer
 metadata:
   name: desk
-  labels: {<<: common, team: research}
+  labels: {team: research}
 spec:
   groupRef: {name: tools}
   incomingAuth: {type: anonymous}
)"},
    Explanation{
        .code = "invalid-key",
        .stages = {Stage::kParse},
        .what =
            "A key is null, a mapping or a list. YAML allows that, JSON does not, and Kubernetes' objects are JSON.",
        .why = "No Kubernetes object can hold the key. Mostly it is a template of Helm ({{ ... }}) that has not been "
               "rendered, and reads as a mapping in a mapping.",
        .cure = "Write the key as text. Render templates before they are checked (\"helm template\"), or put a value "
                "that begins with {{ in quotes.",
        .example = R"(
 %anonymous
   config:
     metadata:
-      {{ .Values.team }}: research
+      team: research
)"},
    Explanation{
        .code = "invalid-tag",
        .stages = {Stage::kParse},
        .what = "A tag (!!int, !mine) is not understood, or the value is not of the type that it names.",
        .why = "Readers disagree on what the value is then. Kubernetes has no use for tags of one's own.",
        .cure = "Leave out the tag, or write a value that fits it. A number that is to be a text stands in quotes.",
        .example = R"(
 %anonymous
-  replicas: !!int one
+  replicas: 1
)"},
    Explanation{.code = "not-a-number",
                .stages = {Stage::kParse},
                .what = "A value reads as infinity or as \"not a number\" (.inf, .nan).",
                .why = "YAML has such numbers, JSON has not, and Kubernetes' objects are JSON.",
                .cure = "Write a number. A text that is spelt so stands in quotes.",
                .example = R"(
 %anonymous
   config:
-    metadata: {limit: .inf}
+    metadata: {limit: ".inf"}
)"},
    Explanation{.code = "too-deep",
                .stages = {Stage::kParse},
                .what = "Lists and mappings are nested 1000 deep and more.",
                .why = "No reader has to follow so deep, and no manifest goes so deep: it is another file, or one that "
                       "is meant to do harm.",
                .cure = "Leave the file out (--exclude).",
                .example = R"(
 $ yes '[' | head -n 1001 | vmcp-render check -
)"},
    Explanation{.code = "trailing-content",
                .stages = {Stage::kParse, Stage::kStart},
                .what = "Something follows the end of a document that is no document of its own: text behind the line "
                        "\"...\", or behind the last value of a JSON file.",
                .why = "A file is never half read here. What stands there would be lost without a word.",
                .cure = "Begin a document with a line \"---\" in front of it, or delete it.",
                .example = R"(
 %anonymous
-...
+---
 apiVersion: toolhive.stacklok.dev/v1beta1
 kind: MCPGroup
 metadata: {name: tools}
)"},
    Explanation{.code = "not-a-mapping",
                .stages = {Stage::kParse},
                .what = "A document, or an item of a List, is a text, a number or a list. An object of Kubernetes is a "
                        "mapping with apiVersion and kind.",
                .why = "It stands for no object. kubectl refuses the file.",
                .cure = "Write the objects one by one, with a line \"---\" between them, or as the items of a List.",
                .example = R"(
-- apiVersion: toolhive.stacklok.dev/v1beta1
-  kind: MCPGroup
-  metadata: {name: tools}
+%anonymous
+---
+apiVersion: toolhive.stacklok.dev/v1beta1
+kind: MCPGroup
+metadata: {name: tools}
)"},
    Explanation{.code = "missing-kind",
                .stages = {Stage::kParse, Stage::kAdmission},
                .what = "A document of a file that was named, or an item of a List, does not say what it is: kind is "
                        "missing, or there is no object at all. Walks of directories skip such documents.",
                .why = "Without a kind nothing can be done with it. An empty file, or one with comments only, is "
                       "mostly not the one that was meant.",
                .cure = "Write apiVersion and kind, or do not name the file.",
                .example = R"(
-team: research
-contact: research@example.com
+%anonymous
)"},
};

}  // namespace vmcp::diag
