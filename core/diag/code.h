#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace vmcp::diag {

struct CodeMeaning {
  std::string_view code;
  std::string_view meaning;
};

/// Every code that a finding can have. Codes are part of the interface: they are never renamed, and a test fails for
/// one that no golden case shows.
inline constexpr std::array kCodes = {
    CodeMeaning{"yaml-syntax", "the text is not YAML"},
    CodeMeaning{"json-syntax", "the text is not JSON"},
    CodeMeaning{"invalid-utf8", "the text is not UTF-8"},
    CodeMeaning{"control-character", "the text holds a character that YAML excludes"},
    CodeMeaning{"duplicate-key", "a key stands twice in one mapping"},
    CodeMeaning{"undefined-alias", "an alias names no anchor before it"},
    CodeMeaning{"self-reference", "an alias stands inside what it names"},
    CodeMeaning{"excessive-aliasing", "aliases multiply the document beyond reason"},
    CodeMeaning{"invalid-merge", "what a merge key names is no mapping"},
    CodeMeaning{"invalid-key", "a key that no JSON object can have"},
    CodeMeaning{"invalid-tag", "a tag that is not understood, or does not fit its value"},
    CodeMeaning{"not-a-number", "NaN and infinity have no place in JSON"},
    CodeMeaning{"too-deep", "the nesting is deeper than any reader follows"},
    CodeMeaning{"trailing-content", "bytes follow that no document covers"},
    CodeMeaning{"not-a-mapping", "a document, or an item of a list, is no mapping"},
    CodeMeaning{"missing-kind", "a document or an item of a list does not say what it is"},
    CodeMeaning{"no-such-path", "a path of the command line does not exist"},
    CodeMeaning{"unreadable-path", "a path of the command line cannot be read"},
    CodeMeaning{"unused-exclude", "--exclude leaves nothing out"},
    CodeMeaning{"stdin-twice", "standard input is named more than once"},
    CodeMeaning{"no-virtual-mcp-server", "there is nothing to render"},
    CodeMeaning{"only-not-found", "--only names no VirtualMCPServer of the input"},
    CodeMeaning{"unknown-kind", "ToolHive has no such kind"},
    CodeMeaning{"unknown-version", "the kind is not served in this version"},
    CodeMeaning{"unknown-group", "the kind is ToolHive's, the group is not"},
    CodeMeaning{"unknown-field", "the schema has no such field"},
    CodeMeaning{"missing-field", "a required field is absent or empty"},
    CodeMeaning{"wrong-type", "the value has another type than the schema"},
    CodeMeaning{"invalid-value", "the value is not one of those that are understood"},
    CodeMeaning{"invalid-format", "the value does not have the format asked for"},
    CodeMeaning{"pattern-mismatch", "the value does not match the pattern asked for"},
    CodeMeaning{"too-long", "the value is longer than allowed"},
    CodeMeaning{"too-short", "the value is shorter than allowed"},
    CodeMeaning{"too-many", "there are more items or members than allowed"},
    CodeMeaning{"too-few", "there are fewer items or members than asked for"},
    CodeMeaning{"out-of-range", "the number is too small or too large"},
    CodeMeaning{"invalid-name", "a name, label or annotation that Kubernetes refuses"},
    CodeMeaning{"duplicate-list-item", "an item stands twice in a list that is a set or a map"},
    CodeMeaning{"rule-violated", "a validation rule of the schema does not hold"},
    CodeMeaning{"undecodable-value", "the schema admits the value, the operator's types cannot hold it"},
    CodeMeaning{"given-namespace", "a build gives a namespace to objects without one"},
    CodeMeaning{"unlisted-file", "a file beside a kustomization that nothing builds"},
    CodeMeaning{"unsubstituted-variable", "a variable that nothing has substituted"},
    CodeMeaning{"duplicate-object", "the same object is given twice"},
    CodeMeaning{"reference-not-found", "a referenced object is not in the input"},
    CodeMeaning{"assumed-object", "a referenced object is taken to be in the cluster already"},
    CodeMeaning{"secret-key-missing", "a Secret lacks the key that is asked for"},
    CodeMeaning{"config-map-key-missing", "a ConfigMap lacks the key that is asked for"},
    CodeMeaning{"invalid-reference", "what is referenced cannot serve"},
    CodeMeaning{"wrong-config-type", "what is referenced is of another type"},
    CodeMeaning{"lowered-reference", "authServerConfigRef was lowered to authServerConfig"},
    CodeMeaning{"conflicting-fields", "fields exclude each other"},
    CodeMeaning{"deprecated-field", "the field is read, but there is a better one"},
    CodeMeaning{"deprecated-version", "the kind is served in this version, but is going to be in another only"},
    CodeMeaning{"ignored-field", "the field has no effect here"},
    CodeMeaning{"invalid-url", "the value is no URL of the form asked for"},
    CodeMeaning{"insecure-url", "plain HTTP where it has to be permitted"},
    CodeMeaning{"invalid-pod-template", "the pod template cannot be applied"},
    CodeMeaning{"session-secret-refused", "the operator does not accept the session Secret"},
    CodeMeaning{"dependency-cycle", "steps depend on each other in a circle"},
    CodeMeaning{"unknown-step", "a step that does not exist is named"},
    CodeMeaning{"duplicate-name", "the name is taken"},
    CodeMeaning{"invalid-template", "the text is no Go template"},
    CodeMeaning{"ambiguous-subject-provider", "several upstreams could provide the subject token"},
    CodeMeaning{"audience-mismatch", "the auth server does not issue tokens for the audience that is checked"},
    CodeMeaning{"audience-not-allowed", "an audience that the auth server does not serve"},
    CodeMeaning{"auth-server-required", "the field has a meaning only with an embedded auth server"},
    CodeMeaning{"auto-selected-upstream", "the first of several upstreams is taken to be the primary one"},
    CodeMeaning{"backend-left-out", "a member of the group is not served"},
    CodeMeaning{"embedding-service-replaced", "a reference overrides the embedding service that is written out"},
    CodeMeaning{"insecure-secret-transport", "a client's secret would travel over plain HTTP"},
    CodeMeaning{"invalid-actor-matcher", "the expression does not compile"},
    CodeMeaning{"invalid-authz-payload", "the authorization configuration cannot be read"},
    CodeMeaning{"issuer-mismatch", "the issuer that is trusted is not the auth server"},
    CodeMeaning{"member-not-ready", "a member of the group never gets a URL"},
    CodeMeaning{"missing-default-result", "a step may be skipped whose result is used"},
    CodeMeaning{"no-backend", "no member of the group can be served"},
    CodeMeaning{"no-crd", "--crds has no CustomResourceDefinition of ToolHive"},
    CodeMeaning{"no-schema-matches", "the value fits none of the alternatives"},
    CodeMeaning{"not-in-enum", "the value is not one of those that the schema lists"},
    CodeMeaning{"oidc-required", "the field needs OIDC on the way in"},
    CodeMeaning{"reserved-parameter", "a parameter that the auth server sets itself"},
    CodeMeaning{"rule-not-checked", "a rule or pattern of --crds cannot be compiled, or rules cost too much"},
    CodeMeaning{"self-trusted-issuer", "the auth server is listed among the issuers that it trusts"},
    CodeMeaning{"sessions-not-shared", "several replicas without shared session storage"},
    CodeMeaning{"storage-incomplete", "the storage lacks what its kind needs"},
    CodeMeaning{"synthesized-identity", "an upstream tells no identity, so one is made up"},
    CodeMeaning{"unknown-upstream", "no upstream has this name"},
    CodeMeaning{"unmanaged-embedding-service", "an embedding service that no EmbeddingServer provides"},
    CodeMeaning{"unsupported-type", "a configuration of this type cannot be used here"},
    CodeMeaning{"unsupported-scope", "a scope that the auth server does not offer"},
    CodeMeaning{"invalid-json-schema", "the value is no JSON schema"},
    CodeMeaning{"invalid-deployment", "the gateway's Deployment in the input cannot be used"},
    CodeMeaning{"deployment-missing", "a gateway has no Deployment where one has to be"},
    CodeMeaning{"env-not-set", "vmcp needs a variable that its container does not have"},
    CodeMeaning{"file-not-mounted", "vmcp needs a file that its container does not have"},
    CodeMeaning{"volume-not-found", "a mount names a volume that the pod does not have"},
    CodeMeaning{"port-mismatch", "nothing listens where the Service or a probe looks"},
    CodeMeaning{"unreadable-config", "what the operator writes for the text is no YAML that vmcp can read"},
    CodeMeaning{"restricted-header", "a header that vmcp does not forward"},
    CodeMeaning{"invalid-address", "the value is no host and port"},
    CodeMeaning{"invalid-policy", "the text is no Cedar policy"},
    CodeMeaning{"invalid-entities", "the text is no list of Cedar entities"},
    CodeMeaning{"invalid-signing-key", "the Secret holds no key that the auth server can sign with"},
    CodeMeaning{"missing-scope", "a scope that has to be asked for is not"},
    CodeMeaning{"no-certificate", "a CA bundle holds no certificate"},
    CodeMeaning{"private-address", "an address that vmcp does not connect to"},
    CodeMeaning{"unknown-workload", "no member of the group has this name"},
    CodeMeaning{"unknown-tool", "no member of the group is said to have this tool"},
    CodeMeaning{"undescribed-parameter", "a parameter is asked for that nothing describes"},
    CodeMeaning{"unknown-template-name", "a template reads what will not be there"},
    CodeMeaning{"one-sided-password", "a redis is used with a password by some, and without one by others"},
    CodeMeaning{"trailing-slash", "a resource and its audience differ by a slash at the end"},
    CodeMeaning{"misspelt-word", "a text is a letter away from one that is well known"},
    CodeMeaning{"unknown-container", "a container in a pod template is not the one that it is meant to be"},
    CodeMeaning{"sessions-lost", "those who have signed in have to do so again when the gateway restarts"},
    CodeMeaning{"unknown-code", "no finding has the code that is to be suppressed"},
    CodeMeaning{"unused-suppression", "what is to be suppressed of an object is not found"},
    CodeMeaning{"unknown-release", "the release of ToolHive that is asked for is not known"},
    CodeMeaning{"stated-release", "the input says which release of ToolHive it is for"},
    CodeMeaning{"conflicting-releases", "the input names several releases of ToolHive"},
    CodeMeaning{"build-refused", "kustomize does not build what is read here"},
    CodeMeaning{"hashed-name", "kustomize calls what is referred to otherwise"},
    CodeMeaning{"not-built", "what is read here is not what a build makes of it"},
    CodeMeaning{"object-field-required", "an object of the gateway lacks what the API server asks for"},
    CodeMeaning{"object-field-invalid", "an object of the gateway has a value that the API server refuses"},
    CodeMeaning{"object-field-unsupported",
                "an object of the gateway has none of the values that the API server knows"},
    CodeMeaning{"object-field-forbidden", "an object of the gateway has a field that it may not have"},
    CodeMeaning{"object-field-duplicate", "an object of the gateway has twice what it may have once"},
    CodeMeaning{"object-field-not-found", "an object of the gateway names a part of itself that it does not have"},
    CodeMeaning{"object-field-too-long", "an object of the gateway is larger than the API server takes"},
    CodeMeaning{"object-field-warning", "the API server warns of what an object of the gateway has"},
};

/// A code of kCodes, or none; any other literal does not compile.
class Code {
 public:
  Code() = default;
  consteval Code(const char* text) : text_(text) {
    if (!find(text_)) throw "this code is not in kCodes";
  }
  /// The code that a text of the command line or of an input names.
  static constexpr std::optional<Code> find(std::string_view text) {
    const auto* const known = std::ranges::find(kCodes, text, &CodeMeaning::code);
    return known == kCodes.end() ? std::nullopt : std::optional(Code(*known));
  }

  constexpr bool empty() const { return text_.empty(); }
  constexpr operator std::string_view() const { return text_; }
  auto operator<=>(const Code&) const = default;

 private:
  explicit constexpr Code(const CodeMeaning& known) : text_(known.code) {}

  std::string_view text_;
};

}  // namespace vmcp::diag
