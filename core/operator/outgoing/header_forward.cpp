#include "core/operator/outgoing/header_forward.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/go/json.h"
#include "core/model/path_of.h"
#include "core/operator/env_name.h"

namespace vmcp::op {
namespace {

using model::field;
using model::path_of;

using Headers = std::map<std::string, std::string>;

/// Under this name vmcp's environment provider finds a Secret-backed header, less its own prefix.
std::string secret_identifier(const std::string& entry, const std::string& header) {
  return "HEADER_FORWARD_" + env_name(header) + '_' + env_name(entry);
}

void append_member(std::string& json, std::string_view key, const Headers& headers) {
  if (headers.empty()) return;
  if (json.back() != '{') json += ',';
  go::append_json_string(json, key);
  json += ":{";
  for (const auto& [name, value] : headers) {
    if (json.back() != '{') json += ',';
    go::append_json_string(json, name);
    json += ':';
    go::append_json_string(json, value);
  }
  json += '}';
}

// as buildHeaderForwardManifestForEntry
std::string manifest(const std::string& entry, const model::HeaderForwardConfig& config) {
  Headers from_secrets;
  for (const model::HeaderFromSecret& header : config.add_headers_from_secret) {
    if (header.value_secret_ref) from_secrets[header.header_name] = secret_identifier(entry, header.header_name);
  }
  std::string json = "{";
  append_member(json, "addPlaintextHeaders", config.add_plaintext_headers);
  append_member(json, "addHeadersFromSecret", from_secrets);
  return json == "{" ? "" : json + '}';
}

void add_entry(const cluster::Object& entry, const model::HeaderForwardConfig& config, std::vector<Wire>& rows) {
  if (std::string text = manifest(entry.name, config); !text.empty()) {
    rows.push_back(
        Wire::variable("TOOLHIVE_HEADER_FORWARD_" + env_name(entry.name), Content::literal(std::move(text))));
  }
  const diag::FieldPath headers =
      path_of<&model::McpServerEntrySpec::header_forward, &model::HeaderForwardConfig::add_headers_from_secret>();
  for (std::size_t i = 0; i < config.add_headers_from_secret.size(); ++i) {
    const model::HeaderFromSecret& header = config.add_headers_from_secret[i];
    if (!header.value_secret_ref) continue;
    Wire& row = rows.emplace_back(Wire::variable("TOOLHIVE_SECRET_" + secret_identifier(entry.name, header.header_name),
                                                 Content::secret(*header.value_secret_ref)));
    row.origin = {&entry, headers[i] / field<&model::HeaderFromSecret::value_secret_ref>(), nullptr, {}};
    row.lookup = Lookup::kExpected;
  }
}

}  // namespace

void wire_header_forward(const Context& context, const std::vector<Workload>& workloads) {
  std::vector<Wire> rows;
  for (const Workload& workload : workloads) {
    const auto* entry = workload.as<model::McpServerEntrySpec>();
    if (entry == nullptr || !entry->spec.header_forward) continue;
    add_entry(*entry->object, *entry->spec.header_forward, rows);
  }
  wire_sorted(context, Concern::kHeaderForward, std::move(rows));
}

}  // namespace vmcp::op
