#include "core/gitops/delivery_shapes.h"

#include <algorithm>
#include <array>

#include "core/text/words.h"

namespace vmcp::gitops {
namespace {

/// All fields of an object, each with its type behind a colon.
struct Shape {
  std::string_view name;
  std::string_view fields;
};

// As kustomize-controller v1.8, source-controller v1.6, helm-controller v1.6, flux-operator v0.40 and Argo CD v3.3 have
// them, and fields of Flux before v1. What is in `patches` and alike is a kustomization's.
constexpr std::array kShapes = {
    Shape{"Kustomization",
          "apiVersion:~kustomize.toolkit.fluxcd.io/v1|kustomize.toolkit.fluxcd.io/v1beta1|kustomize.toolkit.fluxcd.io/"
          "v1beta2 kind metadata:metadata spec:flux status"},
    Shape{"metadata",
          "annotations:m creationTimestamp deletionGracePeriodSeconds deletionTimestamp finalizers:*s generateName "
          "generation labels:m managedFields name:s namespace:s ownerReferences resourceVersion selfLink uid"},
    Shape{"flux",
          "buildMetadata:*s commonMetadata:o components decryption:decryption "
          "deletionPolicy:~Delete|MirrorPrune|Orphan|WaitForTermination dependsOn:*dependsOn driftIgnoreRules:*o "
          "force:b healthCheckExprs:*o healthChecks:*healthCheck ignoreMissingComponents:b images:*o interval:d "
          "kubeConfig:o namePrefix:s nameSuffix:s patches:*o patchesJson6902:*o patchesStrategicMerge:* path:s "
          "postBuild:postBuild prune:b retryInterval:d serviceAccountName:s sourceRef:sourceRef suspend:b "
          "targetNamespace:s timeout:d validation:s wait:b"},
    Shape{"healthCheck",
          "apiVersion:~apps/v1|helm.toolkit.fluxcd.io/v2|helm.toolkit.fluxcd.io/v2beta1|helm.toolkit.fluxcd.io/v2beta2|"
          "toolhive.stacklok.dev/v1alpha1|toolhive.stacklok.dev/v1beta1 "
          "kind:~Deployment|HelmRelease|MCPRemoteProxy|MCPServer|StatefulSet|VirtualMCPServer name:s "
          "namespace:s"},
    Shape{"decryption", "provider:=sops secretRef:reference serviceAccountName:s"},
    Shape{"reference", "name:s"},
    Shape{"dependsOn", "name:s namespace:s readyExpr:s"},
    Shape{"postBuild", "substitute:m substituteFrom:*substituteFrom substituteStrategy:s"},
    Shape{"substituteFrom", "kind:=ConfigMap|Secret name:s optional:b"},
    Shape{"sourceRef", "apiVersion:s kind:~Bucket|ExternalArtifact|GitRepository|OCIRepository name:s namespace:s"},
    Shape{"FluxInstance", "apiVersion:~fluxcd.controlplane.io/v1 kind metadata:metadata spec:instance status"},
    Shape{"instance",
          "cluster:o commonMetadata:o components distribution:o kustomize:o migrateResources:b sharding:o storage:o "
          "sync:sync wait:b"},
    Shape{"sync",
          "interval:d kind:~Bucket|GitRepository|OCIRepository name:s path:s provider:s pullSecret:s ref:s url:s"},
    Shape{"Application", "apiVersion:=argoproj.io/v1alpha1 kind metadata:metadata operation spec:application status"},
    Shape{"application",
          "destination:destination ignoreDifferences:*o info:*o project:s revisionHistoryLimit:n source:source "
          "sourceHydrator:sourceHydrator sources:*source syncPolicy:syncPolicy"},
    Shape{"sourceHydrator", "drySource:drySource hydrateTo:hydrateTo syncSource:syncSource"},
    Shape{"drySource", "directory:directory helm:helm kustomize:kustomize path:s plugin:o repoURL:s targetRevision:s"},
    Shape{"hydrateTo", "targetBranch:s"},
    Shape{"syncSource", "path:s repoURL:s targetBranch:s"},
    Shape{"syncPolicy",
          "automated:automated managedNamespaceMetadata:o retry:retry "
          "syncOptions:*~ApplyOutOfSyncOnly=false|ApplyOutOfSyncOnly=true|CreateNamespace=false|CreateNamespace=true|"
          "FailOnSharedResource=false|FailOnSharedResource=true|Force=true|PruneLast=false|PruneLast=true|"
          "PrunePropagationPolicy=background|PrunePropagationPolicy=foreground|PrunePropagationPolicy=orphan|"
          "Replace=false|Replace=true|RespectIgnoreDifferences=false|RespectIgnoreDifferences=true|"
          "ServerSideApply=false|ServerSideApply=true|SkipDryRunOnMissingResource=false|"
          "SkipDryRunOnMissingResource=true|Validate=false|Validate=true"},
    Shape{"automated", "allowEmpty:b enabled:b prune:b selfHeal:b"},
    Shape{"retry", "backoff:o limit:n refresh:b"},
    Shape{"destination", "name:s namespace:s server:~https://kubernetes.default.svc|https://kubernetes.default.svc/"},
    Shape{"source",
          "chart:@toolhive-operator|toolhive-operator-crds directory:directory helm:helm kustomize:kustomize name:s "
          "path:s plugin:o ref:s repoURL:@ghcr.io/stacklok/toolhive|oci://ghcr.io/stacklok/toolhive|"
          "oci://ghcr.io/stacklok/toolhive/toolhive-operator|oci://ghcr.io/stacklok/toolhive/toolhive-operator-crds "
          "targetRevision:s"},
    Shape{"helm",
          "apiVersions:*s fileParameters:*o ignoreMissingValueFiles:b kubeVersion:s namespace:s parameters:*o "
          "passCredentials:b releaseName:s skipCrds:b skipSchemaValidation:b skipTests:b valueFiles:*s values:s "
          "valuesObject:o version:s"},
    Shape{"directory", "exclude:s include:s jsonnet:o recurse:b"},
    Shape{"kustomize",
          "apiVersions:*s commonAnnotations:m commonAnnotationsEnvsubst:b commonLabels:m components "
          "forceCommonAnnotations:b forceCommonLabels:b ignoreMissingComponents:b images:*s kubeVersion:s "
          "labelIncludeTemplates:b labelWithoutSelector:b namePrefix:s nameSuffix:s namespace:s patches:*o replicas:*o "
          "version:s"},
    Shape{"ApplicationSet", "apiVersion:=argoproj.io/v1alpha1 kind metadata:metadata spec:set status"},
    Shape{"set",
          "applyNestedSelectors:b generators:*generator goTemplate:b goTemplateOptions:*s "
          "ignoreApplicationDifferences:*o preservedFields:o strategy:o strategyRef:o syncPolicy:o template:template "
          "templatePatch:s"},
    Shape{"template", "metadata:templateMetadata spec:application"},
    Shape{"templateMetadata", "annotations:m finalizers:*s labels:m name:s namespace:s"},
    Shape{"generator",
          "clusterDecisionResource:o clusters:clusters git:git list:list matrix:generators merge:generators plugin:o "
          "pullRequest:o scmProvider:o selector:selector"},
    Shape{"clusters", "flatList:b selector:selector template:template values:m"},
    Shape{"selector", "matchExpressions:*o matchLabels:m"},
    Shape{"generators", "generators:*generator mergeKeys:*s template:template"},
    Shape{"git",
          "directories:*directories files:*directories pathParamPrefix:s repoURL:s requeueAfterSeconds:n revision:s "
          "template:template values:m"},
    Shape{"directories", "exclude:b path:s"},
    Shape{"list", "elements:* elementsYaml:s template:template"},
    Shape{"AppProject", "apiVersion:=argoproj.io/v1alpha1 kind metadata:metadata spec:project status"},
    Shape{"project",
          "clusterResourceBlacklist:*o clusterResourceWhitelist:*o description:s destinationServiceAccounts:*o "
          "destinations:*projectDestination namespaceResourceBlacklist:*o namespaceResourceWhitelist:*o "
          "orphanedResources:o permitOnlyProjectScopedClusters:b roles:*o signatureKeys:*o sourceNamespaces:*s "
          "sourceRepos:*s syncWindows:*o"},
    Shape{"projectDestination", "name:s namespace:s server:s"},
    Shape{"GitRepository",
          "apiVersion:~source.toolkit.fluxcd.io/v1|source.toolkit.fluxcd.io/v1beta1|source.toolkit.fluxcd.io/v1beta2 "
          "kind metadata:metadata spec:gitRepository status"},
    Shape{"gitRepository",
          "accessFrom:o gitImplementation:s ignore:s include:*o interval:d provider:~azure|generic|github "
          "proxySecretRef:reference recurseSubmodules:b ref:gitRef secretRef:reference serviceAccountName:s "
          "sparseCheckout:*s suspend:b timeout:d url:s verify:o"},
    Shape{"gitRef", "branch:s commit:s name:s semver:s tag:s"},
    Shape{"OCIRepository",
          "apiVersion:~source.toolkit.fluxcd.io/v1|source.toolkit.fluxcd.io/v1beta2 kind metadata:metadata "
          "spec:ociRepository status"},
    Shape{
        "ociRepository",
        "certSecretRef:reference ignore:s insecure:b interval:d layerSelector:o provider:~aws|azure|gcp|generic "
        "proxySecretRef:reference ref:ociRef secretRef:reference serviceAccountName:s suspend:b timeout:d "
        "url:@oci://ghcr.io/stacklok/toolhive/toolhive-operator|oci://ghcr.io/stacklok/toolhive/toolhive-operator-crds "
        "verify:o"},
    Shape{"ociRef", "digest:s semver:s semverFilter:s tag:s"},
    Shape{"HelmRepository",
          "apiVersion:~source.toolkit.fluxcd.io/v1|source.toolkit.fluxcd.io/v1beta1|source.toolkit.fluxcd.io/v1beta2 "
          "kind metadata:metadata spec:helmRepository status"},
    Shape{"helmRepository",
          "accessFrom:o certSecretRef:reference insecure:b interval:d passCredentials:b "
          "provider:~aws|azure|gcp|generic secretRef:reference suspend:b timeout:d type:=default|oci "
          "url:@oci://ghcr.io/stacklok/toolhive"},
    Shape{"HelmChart",
          "apiVersion:~source.toolkit.fluxcd.io/v1|source.toolkit.fluxcd.io/v1beta1|source.toolkit.fluxcd.io/v1beta2 "
          "kind metadata:metadata spec:chart status"},
    Shape{
        "chart",
        "accessFrom:o chart:@toolhive-operator|toolhive-operator-crds ignoreMissingValuesFiles:b interval:d "
        "reconcileStrategy:=ChartVersion|Revision sourceRef:chartSource suspend:b valuesFile:s valuesFiles:*s verify:o "
        "version:s"},
    Shape{"chartSource", "apiVersion:s kind:=Bucket|GitRepository|HelmRepository name:s namespace:s"},
    Shape{"HelmRelease",
          "apiVersion:~helm.toolkit.fluxcd.io/v2|helm.toolkit.fluxcd.io/v2beta1|helm.toolkit.fluxcd.io/v2beta2 kind "
          "metadata:metadata spec:helmRelease status"},
    Shape{"helmRelease",
          "chart:chartTemplate chartRef:chartRef commonMetadata:o dependsOn:*dependsOn driftDetection:driftDetection "
          "healthCheckExprs:*o install:helmAction interval:d kubeConfig:o maxHistory:n persistentClient:b "
          "postRenderStrategy:~combined|nohooks|separate postRenderers:*o releaseName:s rollback:helmAction "
          "serviceAccountName:s storageNamespace:s suspend:b targetNamespace:s test:helmAction timeout:d "
          "uninstall:helmAction upgrade:helmAction values:o valuesFrom:*valuesFrom waitStrategy:o"},
    Shape{"chartTemplate", "metadata:o spec:chart"},
    Shape{"chartRef", "apiVersion:s kind:~ExternalArtifact|HelmChart|OCIRepository name:s namespace:s"},
    Shape{"driftDetection", "ignore:*o mode:=disabled|enabled|warn"},
    // Those of all actions.
    Shape{"helmAction",
          "chartNameChangeStrategy:~InPlaceUpdate|Reinstall cleanupOnFail:b crds:=Create|CreateReplace|Skip "
          "createNamespace:b deletionPropagation:=background|foreground|orphan disableHooks:b "
          "disableOpenAPIValidation:b disableSchemaValidation:b disableTakeOwnership:b disableWait:b "
          "disableWaitForJobs:b enable:b filters:*o force:b ignoreFailures:b keepHistory:b preserveValues:b recreate:b "
          "remediation:remediation replace:b serverSideApply skipCRDs:b strategy:o timeout:d"},
    Shape{"remediation", "ignoreTestFailures:b remediateLastFailure:b retries:n strategy:=rollback|uninstall"},
    Shape{"valuesFrom", "kind:=ConfigMap|Secret literal:b name:s optional:b targetPath:s valuesKey:s"},
};

}  // namespace

std::vector<DeliveryField> delivery_fields_of(std::string_view shape) {
  std::vector<DeliveryField> fields;
  for (std::string_view word : text::words_of(std::ranges::find(kShapes, shape, &Shape::name)->fields)) {
    const std::string_view field = text::take_word(word, ':');
    fields.push_back({field, word});
  }
  return fields;
}

}  // namespace vmcp::gitops
