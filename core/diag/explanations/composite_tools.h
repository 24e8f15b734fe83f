#pragma once

#include <array>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Of composite tools.
inline constexpr std::array kCompositeToolsExplanations = {
    Explanation{.code = "unknown-tool",
                .stages = {Stage::kOperator},
                .what = "A step of a composite tool calls a tool that the member of the group does not have, as far as "
                        "the input states its tools (in filters and overrides).",
                .why = "The step fails when it is run.",
                .cure = "Mend the name. A tool is called WORKLOAD_TOOL or WORKLOAD.TOOL.",
                .example = R"(
 %anonymous
   config:
     aggregation:
       tools:
       - {workload: search, filter: [find]}
     compositeTools:
     - name: report
       description: Writes a report
       steps:
-      - {id: find, tool: search_fnid}
+      - {id: find, tool: search_find}
 %member
)"},
    Explanation{.code = "undecodable-value",
                .stages = {Stage::kOperator},
                .what = "The schema admits any value at this place, but the operator's types cannot hold this one.",
                .why = "The API server takes the object, and the operator then fails to read it, again and again, with "
                       "an error in its log only.",
                .cure = "Write a value of the type that the finding names.",
                .example = R"(
 %anonymous
   config:
     compositeTools:
     - name: report
       description: Writes a report
       steps:
       - id: fetch
         tool: search.find
-        defaultResults: [nothing]
+        defaultResults: {text: nothing}
)"},
    Explanation{.code = "dependency-cycle",
                .stages = {Stage::kOperator},
                .what = "Steps of a composite tool wait for each other in a circle.",
                .why = "None of them could ever run; the operator refuses the composite tool.",
                .cure = "Delete one of the dependsOn in the circle that the finding shows.",
                .example = R"(
 %anonymous
   config:
     compositeTools:
     - name: report
       description: Writes a report
       steps:
       - {id: find, tool: search.find, dependsOn: [read]}
-      - {id: read, tool: search.read, dependsOn: [find]}
+      - {id: read, tool: search.read}
)"},
    Explanation{.code = "unknown-step",
                .stages = {Stage::kOperator, Stage::kStart},
                .what = "A composite tool names a step that it does not have, in dependsOn or in a template.",
                .why = "The operator refuses the composite tool, or the template is empty when it is run.",
                .cure = "Mend the name; the finding has the nearest one.",
                .example = R"(
 %anonymous
   config:
     compositeTools:
     - name: report
       description: Writes a report
       steps:
       - {id: find, tool: search.find}
-      - {id: read, tool: search.read, dependsOn: [fnid]}
+      - {id: read, tool: search.read, dependsOn: [find]}
)"},
    Explanation{.code = "duplicate-name",
                .stages = {Stage::kOperator, Stage::kStart},
                .what = "Two things that are told apart by their names have the same: composite tools, steps, "
                        "upstreams, workloads in a list.",
                .why = "The operator refuses the gateway, or vmcp does not start with it.",
                .cure = "Give one another name, or delete it. The finding's note names the other.",
                .example = R"(
 %anonymous
   config:
     compositeTools:
     - name: report
       description: Writes a report
       steps:
       - {id: find, tool: search.find}
-      - {id: find, tool: search.read}
+      - {id: read, tool: search.read}
)"},
    Explanation{
        .code = "invalid-template",
        .stages = {Stage::kOperator, Stage::kStart},
        .what =
            "A text of a composite tool that is a Go template cannot be parsed, or uses a function that there is not.",
        .why = "The operator refuses the composite tool, or vmcp does not start with it.",
        .cure = "Mend the template. Values are {{ .params.NAME }} and {{ .steps.ID.output.FIELD }}.",
        .example = R"(
 %anonymous
   config:
     compositeTools:
     - name: report
       description: Writes a report
+      parameters:
+        type: object
+        properties: {deep: {type: boolean}}
       steps:
       - id: find
         tool: search.find
-        condition: "{{ .params.deep }"
+        condition: "{{ .params.deep }}"
)"},
    Explanation{.code = "unknown-template-name",
                .stages = {Stage::kOperator},
                .what =
                    "A template of a composite tool reads a parameter, a variable or an output that is not there; or "
                    "one of an ExternalSecret or SealedSecret, whose Secret is referred to, a key that is not "
                    "fetched or sealed.",
                .why = "It is empty when the tool is run, and the step gets something else than was meant. Of a Secret "
                       "nothing comes, or a text without the key's value.",
                .cure = "Mend the name; the finding has the nearest one.",
                .example = R"(
 %anonymous
   config:
     compositeTools:
     - name: report
       description: Writes a report
       parameters:
         type: object
         properties: {query: {type: string}}
       steps:
       - id: find
         tool: search.find
-        arguments: {query: "{{ .params.querry }}"}
+        arguments: {query: "{{ .params.query }}"}
)"},
    Explanation{.code = "undescribed-parameter",
                .stages = {Stage::kOperator},
                .what = "The parameters of a composite tool require one that none of their properties describes.",
                .why = "A client has to give a value of which it knows nothing but the name, and templates most likely "
                       "read one that it never gives.",
                .cure = "Mend the name; the finding has the nearest one. Or describe the parameter in properties, or "
                        "state additionalProperties: true.",
                .example = R"(
 %anonymous
   config:
     compositeTools:
     - name: report
       description: Writes a report
       parameters:
         type: object
         properties: {query: {type: string}}
-        required: [querry]
+        required: [query]
       steps:
       - {id: find, tool: search.find}
)"},
    Explanation{.code = "missing-default-result",
                .stages = {Stage::kOperator},
                .what = "A step may be skipped (it has a condition, or goes on after an error), and what it gives back "
                        "is used elsewhere without a default.",
                .why = "When it is skipped there would be nothing to use; the operator refuses the composite tool.",
                .cure = "Give the step defaultResults with the field that the finding names.",
                .example = R"(
 %anonymous
   config:
     compositeTools:
     - name: report
       description: Writes a report
+      parameters:
+        type: object
+        properties: {deep: {type: boolean}}
       steps:
       - id: find
         tool: search.find
         condition: "{{ .params.deep }}"
+        defaultResults: {text: nothing}
       output:
         properties:
           found:
             type: string
             description: What was found
             value: "{{ .steps.find.output.text }}"
)"},
    Explanation{.code = "invalid-json-schema",
                .stages = {Stage::kOperator},
                .what = "The parameters of a composite tool are no JSON schema.",
                .why = "The operator refuses the composite tool; clients could not be told what to give it.",
                .cure = "Mend the schema. Patterns are regular expressions of Go (RE2), which have no lookahead.",
                .example = R"yaml(
 %anonymous
   config:
     compositeTools:
     - name: report
       description: Writes a report
       parameters:
         type: object
-        properties: {query: {type: string, pattern: "^(?!x)"}}
+        properties: {query: {type: string, pattern: "^[^x]"}}
       steps:
       - id: find
         tool: search.find
         arguments: {query: "{{ .params.query }}"}
)yaml"},
};

}  // namespace vmcp::diag
