#include "core/apply/env.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "core/admission/name_rules.h"
#include "core/apply/formats.h"
#include "core/kube/quantity.h"
#include "core/text/ascii.h"

namespace vmcp::apply {
namespace {

using Words = std::span<const std::string_view>;

/// What ConvertDownwardAPIFieldLabel knows at all.
constexpr std::array<std::string_view, 15> kPodFields = {
    "metadata.annotations", "metadata.labels",         "metadata.name",      "metadata.namespace", "metadata.uid",
    "spec.nodeName",        "spec.restartPolicy",      "spec.schedulerName", "spec.host",          "status.phase",
    "status.hostIP",        "spec.serviceAccountName", "status.hostIPs",     "status.podIP",       "status.podIPs"};
constexpr std::array<std::string_view, 9> kVariableFields = {
    "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
    "status.hostIP", "status.hostIPs",     "status.podIP", "status.podIPs"};
constexpr std::array<std::string_view, 5> kFileFields = {"metadata.name", "metadata.namespace", "metadata.labels",
                                                         "metadata.annotations", "metadata.uid"};
constexpr std::array<std::string_view, 6> kContainerResources = {
    "limits.cpu",   "limits.memory",   "limits.ephemeral-storage",
    "requests.cpu", "requests.memory", "requests.ephemeral-storage"};
constexpr std::array<std::string_view, 2> kCpuDivisors = {"1m", "1"};
constexpr std::array<std::string_view, 13> kByteDivisors = {"1",   "1k",  "1M",  "1G",  "1T",  "1P", "1E",
                                                            "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"};

bool contains(Words words, std::string_view word) { return std::ranges::find(words, word) != words.end(); }

bool is_huge_pages(std::string_view resource) {
  return resource.starts_with("requests.hugepages-") || resource.starts_with("limits.hugepages-");
}

struct Subscripted {
  std::string_view path;
  std::string_view subscript;
};

/// As SplitMaybeSubscriptedPath: `metadata.labels['app']`.
std::optional<Subscripted> split_subscript(std::string_view path) {
  const std::size_t open = path.find("['");
  if (!path.ends_with("']") || open == std::string_view::npos || open == 0) return std::nullopt;
  return Subscripted{path.substr(0, open), path.substr(open + 2, path.size() - open - 4)};
}

// as validateContainerResourceDivisor
void check_divisor(const Node& divisor, std::string_view resource, Refusals& refusals) {
  const std::string text = divisor.is_integer() ? std::to_string(divisor.integer()) : std::string(divisor.text());
  const std::string canonical = kube::canonical_quantity(text).value_or("0");
  if (canonical == "0") return;
  const bool cpu = resource == "limits.cpu" || resource == "requests.cpu";
  if (!cpu && !contains(kContainerResources, resource) && !is_huge_pages(resource)) return;
  if (contains(cpu ? Words(kCpuDivisors) : Words(kByteDivisors), canonical)) return;
  refusals.invalid_text(divisor, canonical,
                        cpu ? "must be 1 or 1m for cpu" : "must be 1, or 1 with a suffix such as k, M, Ki or Mi");
}

// as validateSecretKeySelector and validateConfigMapKeySelector
void check_key_reference(const Node& reference, Refusals& refusals) {
  check_dns_subdomain(reference["name"], refusals);
  const Node key = reference["key"];
  if (key.text().empty()) {
    refusals.required(key);
  } else {
    refusals.invalid_text(key, admission::config_map_key_fault(key.text()));
  }
}

// as validateFileKeySelector
void check_file_reference(const Node& reference, Refusals& refusals) {
  const Node key = reference["key"];
  const Node volume = reference["volumeName"];
  const Node path = reference["path"];
  refusals.required_text(key);
  refusals.invalid_text(key, env_name_fault(key.text()));
  refusals.required_text(volume);
  if (!volume.text().empty()) check_dns_label(volume, refusals);
  refusals.required_text(path);
  refusals.invalid_text(path, backstep_fault(path.text()));
}

// as validateEnvVarValueFrom
void check_source(const Node& variable, Refusals& refusals) {
  const Node from = variable["valueFrom"];
  if (!from.exists()) return;
  const Node field = from["fieldRef"];
  const Node resource = from["resourceFieldRef"];
  const Node config_map = from["configMapKeyRef"];
  const Node secret = from["secretKeyRef"];
  const Node file = from["fileKeyRef"];
  if (field.exists()) check_field_reference(field, FieldUse::kVariable, refusals);
  if (resource.exists()) check_resource_reference(resource, FieldUse::kVariable, refusals);
  if (config_map.exists()) check_key_reference(config_map, refusals);
  if (secret.exists()) check_key_reference(secret, refusals);
  if (file.exists()) check_file_reference(file, refusals);

  const int sources = field.exists() + resource.exists() + config_map.exists() + secret.exists() + file.exists();
  if (sources == 0) {
    refusals.invalid(from, "must have one of fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef and fileKeyRef");
  } else if (!variable["value"].text().empty()) {
    refusals.invalid(from, "must not be set beside a value");
  } else if (sources > 1) {
    refusals.invalid(from, "must have only one source");
  }
}

void check_env_from(const Node& sources, Refusals& refusals) {
  for_each_item(sources, [&](const Node& source) {
    const Node prefix = source["prefix"];
    refusals.invalid_text(prefix, env_name_fault(prefix.text()));
    const Node config_map = source["configMapRef"];
    const Node secret = source["secretRef"];
    for (const Node* reference : {&config_map, &secret}) {
      if (!reference->exists()) continue;
      const Node name = (*reference)["name"];
      refusals.required_text(name);
      // A trailing '-' is fine here: the name counts as the beginning of one.
      const std::string_view text = name.text();
      const bool prefix_of_name = text.size() > 1 && text.ends_with('-');
      const std::string judged =
          prefix_of_name ? std::string(text.substr(0, text.size() - 2)) + 'a' : std::string(text);
      if (!text.empty()) refusals.invalid_text(name, admission::dns_subdomain_fault(judged));
    }
    if (config_map.exists() == secret.exists()) {
      refusals.invalid(sources, secret.exists() ? "must have only one source in each item"
                                                : "must have one of configMapRef and secretRef in each item");
    }
  });
}

}  // namespace

void check_field_reference(const Node& reference, FieldUse use, Refusals& refusals) {
  const Node version = reference["apiVersion"];
  const Node path = reference["fieldPath"];
  if (path.text().empty()) return refusals.required(path);
  if (!version.text().empty() && version.text() != "v1") {
    return refusals.invalid_text(path, "is only known with apiVersion v1");
  }
  if (const auto subscripted = split_subscript(path.text())) {
    if (subscripted->path == "metadata.annotations") {
      refusals.invalid_text(reference, admission::qualified_name_fault(text::to_lower(subscripted->subscript)));
    } else if (subscripted->path == "metadata.labels") {
      refusals.invalid_text(reference, admission::qualified_name_fault(subscripted->subscript));
    } else {
      refusals.invalid_text(path, "must have a subscript only after metadata.labels and metadata.annotations");
    }
    return;
  }
  if (!contains(kPodFields, path.text())) return refusals.invalid_text(path, "must be a field of pods");
  const std::string_view field = path.text() == "spec.host" ? "spec.nodeName" : path.text();
  check_word(path, field, use == FieldUse::kVariable ? Words(kVariableFields) : Words(kFileFields), refusals);
}

void check_resource_reference(const Node& reference, FieldUse use, Refusals& refusals) {
  const Node container = reference["containerName"];
  const Node resource = reference["resource"];
  if (use == FieldUse::kFile && container.text().empty()) {
    refusals.required(container);
  } else if (resource.text().empty()) {
    refusals.required(resource);
  } else if (!is_huge_pages(resource.text())) {
    check_word(resource, resource.text(), kContainerResources, refusals);
  }
  check_divisor(reference["divisor"], resource.text(), refusals);
}

void check_env(const Node& container, Refusals& refusals) {
  const Node env = container["env"];
  for_each_item(env, [&](const Node& variable) {
    const Node name = variable["name"];
    refusals.required_text(name);
    refusals.invalid_text(name, env_name_fault(name.text()));
    check_source(variable, refusals);
  });
  const Node from = container["envFrom"];
  check_env_from(from, refusals);
}

void check_env_files(const Node& container, const Node& volumes, Refusals& refusals) {
  const Node env = container["env"];
  for_each_item(env, [&](const Node& variable) {
    const Node from = variable["valueFrom"];
    const Node file = from["fileKeyRef"];
    if (!file.exists()) return;
    const Node name = file["volumeName"];
    bool found = false;
    bool empty_dir = false;
    for (std::size_t i = 0; i < volumes.size(); ++i) {
      const Node volume = volumes[i];
      if (volume["name"].text() != name.text()) continue;
      found = true;
      empty_dir = volume["emptyDir"].exists();
    }
    if (!found) {
      refusals.not_found(name, name.text(), "a volume of the pod");
    } else if (!empty_dir) {
      refusals.invalid_text(name, "must be a volume of type emptyDir");
    }
  });
}

}  // namespace vmcp::apply
