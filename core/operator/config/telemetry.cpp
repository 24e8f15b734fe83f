#include "core/operator/config/telemetry.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/go/literal.h"
#include "core/go/number.h"
#include "core/model/path_of.h"
#include "core/operator/references.h"
#include "core/text/ascii.h"

namespace vmcp::op {
namespace {

using model::field;
using model::path_of;

using Spec = model::McpTelemetryConfigSpec;

using Otel = model::McpTelemetryOTelConfig;

const diag::FieldPath kOpenTelemetry = path_of<&Spec::open_telemetry>();
const diag::FieldPath kReference =
    path_of<&model::VirtualMcpServerSpec::telemetry_config_ref, &model::McpTelemetryConfigReference::name>();
constexpr std::string_view kCaDirectory = "/config/certs/otel/";
constexpr std::string_view kVolumePrefix = "otel-ca-bundle-";
constexpr std::size_t kLongestVolumeName = 63;
constexpr std::size_t kLongestConfigMapName = kLongestVolumeName - kVolumePrefix.size();

// as validateEndpointRequiresSignals
void check_endpoint(const model::McpTelemetryOTelConfig& config, std::vector<TelemetryFault>& faults) {
  const bool traces = config.tracing && config.tracing->enabled;
  const bool measures = config.metrics && config.metrics->enabled;
  if (config.endpoint.empty() || traces || measures) return;
  faults.push_back({kOpenTelemetry / field<&Otel::endpoint>(),
                    "an endpoint is set, but neither tracing nor metrics is enabled; expected at least one of them"});
}

// as validateSensitiveHeaders
void check_headers(const model::McpTelemetryOTelConfig& config, std::vector<TelemetryFault>& faults) {
  for (std::size_t i = 0; i < config.sensitive_headers.size(); ++i) {
    const model::SensitiveHeader& header = config.sensitive_headers[i];
    const diag::FieldPath path = path_of<&Spec::open_telemetry, &Otel::sensitive_headers>(i);
    const diag::FieldPath secret = path / field<&model::SensitiveHeader::secret_key_ref>();
    if (header.name.empty()) {
      faults.push_back({path / field<&model::SensitiveHeader::name>(), "the header's name is empty"});
    }
    if (header.secret_key_ref.name.empty()) {
      faults.push_back({secret / field<&model::SecretKeyRef::name>(), "the Secret's name is empty"});
    }
    if (header.secret_key_ref.key.empty()) {
      faults.push_back({secret / field<&model::SecretKeyRef::key>(), "the Secret's key is empty"});
    }
    if (config.headers.contains(header.name)) {
      faults.push_back({path / field<&model::SensitiveHeader::name>(),
                        "header " + diag::quoted(header.name) + " is given in headers, too; expected only one"});
    }
  }
}

// as validateCABundle
void check_ca_bundle(const model::McpTelemetryOTelConfig& config, std::vector<TelemetryFault>& faults) {
  if (!config.ca_bundle_ref) return;
  const diag::FieldPath path = kOpenTelemetry / field<&Otel::ca_bundle_ref>();
  if (config.insecure) faults.push_back({path, "caBundleRef and insecure exclude each other"});
  if (!config.ca_bundle_ref->config_map_ref) {
    faults.push_back({path, "caBundleRef has no configMapRef"});
    return;
  }
  const std::string& name = config.ca_bundle_ref->config_map_ref->name;
  const diag::FieldPath name_path =
      path / field<&model::CaBundleSource::config_map_ref, &model::ConfigMapKeySelector::name>();
  if (name.empty()) faults.push_back({name_path, "the ConfigMap's name is empty"});
  if (name.size() > kLongestConfigMapName) {
    faults.push_back({name_path, "the ConfigMap's name " + diag::quoted(name) + " has " + std::to_string(name.size()) +
                                     " characters; a volume can be named after at most " +
                                     std::to_string(kLongestConfigMapName)});
  }
}

const model::ConfigMapKeySelector* ca_bundle(const Spec& spec) {
  if (!spec.open_telemetry || !spec.open_telemetry->ca_bundle_ref) return nullptr;
  const auto& reference = spec.open_telemetry->ca_bundle_ref->config_map_ref;
  return reference ? &*reference : nullptr;
}

std::string ca_key(const model::ConfigMapKeySelector& reference) {
  return reference.key.empty() ? "ca.crt" : reference.key;
}

/// The rate between 0 and 1 in its shortest form without an exponent; empty when it is no number.
std::string sampling_rate(const std::string& text) {
  const std::optional<double> rate = go::parse_float(text);
  return rate ? go::format_fixed(std::clamp(*rate, 0.0, 1.0)) : "";
}

/// OTLP clients want host:port.
std::string without_scheme(std::string_view endpoint) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (endpoint.starts_with(scheme)) endpoint.remove_prefix(scheme.size());
  }
  return std::string(endpoint);
}

// as normalizeHeaderEnvVarName
std::string header_variable(std::string_view header) {
  std::string name = "TOOLHIVE_OTEL_HEADER_";
  for (const char c : header) {
    name += c == '-' ? '_' : text::to_upper(c);
  }
  return name;
}

const std::string& service_name(const Context& context) {
  const auto& reference = context.spec().telemetry_config_ref;
  return reference->service_name.empty() ? context.name() : reference->service_name;
}

/// Notes resource attributes, sensitive headers (in the given order) and the CA bundle for OTLP, also when
/// OpenTelemetry is disabled. As GenerateOpenTelemetryEnvVarsFromRef and AddTelemetryCABundleVolumes.
void wire_telemetry(const Context& context, const TelemetryConfig& config) {
  const auto note = [&](Wire row, const diag::FieldPath& path) {
    row.origin = {config.object, path, context.server.object, kReference};
    row.lookup = Lookup::kExpected;
    wire(context, Concern::kTelemetry, std::move(row));
  };
  wire(context, Concern::kTelemetry,
       Wire::variable("OTEL_RESOURCE_ATTRIBUTES", Content::literal("service.name=" + service_name(context) +
                                                                   ",service.namespace=" + context.name_space())));
  if (!config.spec.open_telemetry) return;
  const auto& headers = config.spec.open_telemetry->sensitive_headers;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    note(Wire::variable(header_variable(headers[i].name), Content::secret(headers[i].secret_key_ref)),
         path_of<&Spec::open_telemetry, &Otel::sensitive_headers, &model::SensitiveHeader::secret_key_ref>(i));
  }
  if (const model::ConfigMapKeySelector* bundle = ca_bundle(config.spec)) {
    const std::string key = ca_key(*bundle);
    note(Wire::file(Content::config_map(bundle->name, key), std::string(kCaDirectory) + bundle->name, key,
                    std::string(kVolumePrefix) + bundle->name, false),
         kOpenTelemetry / field<&Otel::ca_bundle_ref, &model::CaBundleSource::config_map_ref>());
  }
}

}  // namespace

std::vector<TelemetryFault> telemetry_faults(const Spec& spec) {
  std::vector<TelemetryFault> faults;
  if (!spec.open_telemetry) return faults;
  check_endpoint(*spec.open_telemetry, faults);
  check_headers(*spec.open_telemetry, faults);
  check_ca_bundle(*spec.open_telemetry, faults);
  return faults;
}

const TelemetryConfig* resolve_telemetry(const Context& context) {
  const auto& reference = context.spec().telemetry_config_ref;
  if (!reference) return nullptr;
  const TelemetryConfig* config = resolve<Spec>(context, *context.server.object, kReference, reference->name);
  if (config == nullptr) return nullptr;
  const std::vector<TelemetryFault> faults = telemetry_faults(config->spec);
  for (const TelemetryFault& fault : faults) {
    context.reporter.error(
        *config->object, "invalid-reference", fault.path,
        diag::Message(fault.message)
            .because(context.reporter.related(*context.server.object, kReference, "referenced from here")));
  }
  if (!faults.empty()) return nullptr;
  wire_telemetry(context, *config);
  return config;
}

std::optional<model::config::TelemetryConfig> convert_telemetry(const Context& context, const TelemetryConfig* config) {
  if (config == nullptr) return std::nullopt;
  const auto note = [&](const diag::FieldPath& written, Origin origin) {
    context.notes->config.note(written, std::move(origin), Origins::Extent::kWhole);
  };
  const diag::FieldPath written = path_of<&model::config::Config::telemetry>();
  note(written, {config->object, kOpenTelemetry, context.server.object, kReference});
  note(written / field<&model::config::TelemetryConfig::endpoint>(),
       {config->object, kOpenTelemetry / field<&Otel::endpoint>(), context.server.object, kReference});
  model::config::TelemetryConfig result;
  if (config->spec.open_telemetry && config->spec.open_telemetry->enabled) {
    const model::McpTelemetryOTelConfig& source = *config->spec.open_telemetry;
    result.endpoint = without_scheme(source.endpoint);
    result.insecure = source.insecure;
    result.headers = source.headers;
    result.custom_attributes = source.resource_attributes;
    result.use_legacy_attributes = source.use_legacy_attributes;
    if (source.tracing) {
      result.tracing_enabled = source.tracing->enabled;
      result.sampling_rate = sampling_rate(source.tracing->sampling_rate);
    }
    if (source.metrics) result.metrics_enabled = source.metrics->enabled;
  }
  if (config->spec.prometheus) {
    result.enable_prometheus_metrics_path = config->spec.prometheus->enabled;
    result.metrics_on_transport_port = config->spec.prometheus->metrics_on_transport_port;
  }
  result.service_name = service_name(context);
  return result;
}

}  // namespace vmcp::op
