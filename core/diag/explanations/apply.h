#pragma once

#include <array>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// Of what the API server says of the objects that the operator makes.
inline constexpr std::array kApplyExplanations = {
    Explanation{.code = "object-field-required",
                .stages = {Stage::kApply},
                .what = "An object that the operator makes, mostly the Deployment through spec.podTemplateSpec, lacks "
                        "a field that Kubernetes asks for.",
                .why = "The API server refuses the object, and the gateway never gets it; the operator only says so in "
                       "its log and in conditions.",
                .cure = "Add the field at the place of the custom resource that the finding names.",
                .example = R"(
 %anonymous
   podTemplateSpec:
     spec:
       containers:
       - name: log
+        image: registry.example.com/log:1
)"},
    Explanation{.code = "object-field-invalid",
                .stages = {Stage::kApply},
                .what = "An object that the operator makes has a value that Kubernetes' validation refuses: a name, a "
                        "label, a number, a quantity.",
                .why = "The API server refuses the object, and the gateway never gets it.",
                .cure = "Write another value at the place of the custom resource that the finding names.",
                .example = R"(
 %anonymous
   podTemplateSpec:
     spec:
-      hostname: desk.example.com
+      hostname: desk
)"},
    Explanation{.code = "object-field-unsupported",
                .stages = {Stage::kApply},
                .what = "An object that the operator makes has a value where Kubernetes knows certain words only, and "
                        "it is none of them.",
                .why = "The API server refuses the object, and the gateway never gets it.",
                .cure = "Write one of the values that the finding lists.",
                .example = R"(
 %anonymous
   podTemplateSpec:
     spec:
-      restartPolicy: Never
+      restartPolicy: Always
)"},
    Explanation{
        .code = "object-field-forbidden",
        .stages = {Stage::kApply},
        .what = "An object that the operator makes has a field that it may not have, at all or beside another one.",
        .why = "The API server refuses the object, and the gateway never gets it.",
        .cure = "Delete one of the two. What the operator sets itself goes when spec.podTemplateSpec sets it to null.",
        .example = R"(
 %anonymous
   podTemplateSpec:
     spec:
       containers:
       - name: vmcp
         livenessProbe:
           exec: {command: ["true"]}
+          httpGet: null
)"},
    Explanation{
        .code = "object-field-duplicate",
        .stages = {Stage::kApply},
        .what = "An object that the operator makes has twice what it may have once: names of ports, mount paths, keys.",
        .why = "The API server refuses the object, and the gateway never gets it.",
        .cure = "Delete one, or give it another name.",
        .example = R"(
 %anonymous
   podTemplateSpec:
     spec:
       containers:
       - name: log
         image: registry.example.com/log:1
         ports:
         - {name: metrics, containerPort: 9090}
-        - {name: metrics, containerPort: 9091}
+        - {name: health, containerPort: 9091}
)"},
    Explanation{
        .code = "object-field-not-found",
        .stages = {Stage::kApply},
        .what =
            "An object that the operator makes names a part of itself that it does not have, such as a resource claim.",
        .why = "The API server refuses the object, and the gateway never gets it.",
        .cure = "Mend the name, or add the part.",
        .example = R"(
 %anonymous
   podTemplateSpec:
     spec:
+      resourceClaims:
+      - {name: accelerator, resourceClaimTemplateName: gpu}
       containers:
       - name: vmcp
         resources: {claims: [{name: accelerator}]}
)"},
    Explanation{.code = "object-field-too-long",
                .stages = {Stage::kApply},
                .what = "A text, or all annotations together, of an object that the operator makes are larger than the "
                        "API server takes.",
                .why = "The API server refuses the object, and the gateway never gets it.",
                .cure = "Shorten it at the place of the custom resource that the finding names.",
                .example = R"(
 %anonymous
   podTemplateSpec:
     spec:
-      hostnameOverride: "gateway-of-the-department-for-research-and-\
-        development-east.example.com"
+      hostnameOverride: research-east.example.com
)"},
    Explanation{
        .code = "object-field-warning",
        .stages = {Stage::kApply},
        .what = "The API server takes an object that the operator makes and warns of something in it: a label or "
                "annotation that is deprecated, a value that means something else than it seems.",
        .why = "The operator does not show the warning to anybody. What is warned of has no effect, or will have none.",
        .cure = "Do what the warning says.",
        .example = R"(
 %anonymous
   podTemplateSpec:
     spec:
-      nodeSelector: {beta.kubernetes.io/arch: amd64}
+      nodeSelector: {kubernetes.io/arch: amd64}
)"},
    Explanation{.code = "volume-not-found",
                .stages = {Stage::kApply},
                .what = "A container mounts a volume that the pod does not have.",
                .why = "The API server refuses the Deployment, and the gateway never gets it.",
                .cure = "Add the volume, or mend the name of the mount.",
                .example = R"(
 %anonymous
   podTemplateSpec:
     spec:
+      volumes: [{name: cache, emptyDir: {}}]
       containers:
       - name: vmcp
         volumeMounts: [{name: cache, mountPath: /var/cache/vmcp}]
)"},
};

}  // namespace vmcp::diag
