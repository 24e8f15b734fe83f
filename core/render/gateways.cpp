#include "core/render/gateways.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/diag/document_reporter.h"
#include "core/diag/quoted.h"
#include "core/gitops/file_paths.h"
#include "core/operator/target.h"
#include "core/render/words.h"
#include "core/text/nearest.h"

namespace vmcp::render {
namespace {

bool is_gateway(const admission::Object& object) { return object.kind == model::kKind<model::VirtualMcpServerSpec>; }

/// How `--only` may name an object.
std::array<std::string, 2> names_of(const admission::Object& object) {
  return {object.name, object.name_space + '/' + object.name};
}

/// The names of a cluster's gateways, among which those that none has are looked for. Made when one is.
class GatewayNames {
 public:
  explicit GatewayNames(const cluster::Cluster& cluster) : gateways_(cluster.gateways()) {}

  /// The gateway that may have been meant, as `wanted` is written; empty when none is near.
  std::string nearest(std::string_view wanted) {
    const bool is_whole = wanted.find('/') != std::string_view::npos;
    Names& names = is_whole ? whole_ : short_;
    if (!names.index) {
      for (const cluster::Object* gateway : gateways_) {
        names.texts.push_back(is_whole ? gateway->name_space + '/' + gateway->name : gateway->name);
      }
      names.index.emplace(std::vector<std::string_view>(names.texts.begin(), names.texts.end()));
    }
    return std::string(names.index->nearest(wanted));
  }

 private:
  struct Names {
    std::vector<std::string> texts;
    std::optional<text::NameIndex> index;
  };

  Gateways gateways_;
  Names whole_;  ///< with their namespaces
  Names short_;
};

/// The Deployment of the input that runs a gateway; null pointer when there is none.
const cluster::Object* deployment_of(const cluster::Object& gateway, const cluster::Cluster& cluster) {
  return cluster.find("apps", "Deployment", gateway.name_space, gateway.name);
}

}  // namespace

void report_input_error(diag::Code code, std::string message, diag::Sink& sink) {
  diag::DocumentReporter(sink, diag::Stage::kOperator).error(code, {}, std::move(message));
}

bool is_wanted(const admission::Object& object, const Options& options) {
  const auto is_named = [&](const std::string& name) { return options.only.contains(name); };
  return is_gateway(object) && (options.only.empty() || std::ranges::any_of(names_of(object), is_named));
}

std::vector<const cluster::Object*> select(const cluster::Cluster& cluster, std::span<const admission::Object> refused,
                                           const Options& options, Found& found) {
  found.gateways += cluster.gateways().size();
  std::vector<const cluster::Object*> selected = cluster.gateways();
  std::erase_if(selected, [&](const cluster::Object* gateway) { return !is_wanted(*gateway, options); });
  if (options.only.empty()) return selected;
  const auto note_names = [&](const admission::Object& object) {
    if (!is_gateway(object)) return;
    for (std::string& name : names_of(object)) {
      if (options.only.contains(name)) found.named.insert(std::move(name));
    }
  };
  std::ranges::for_each(cluster.objects(), note_names);
  std::ranges::for_each(refused, note_names);
  GatewayNames names_of_all(cluster);
  for (const std::string& wanted : options.only) {
    if (found.named.contains(wanted)) continue;
    if (std::string near = names_of_all.nearest(wanted); !near.empty()) found.near.emplace(wanted, std::move(near));
  }
  return selected;
}

void report_absent(const Found& found, const gitops::Kustomizations& kustomizations, const Options& options,
                   diag::Sink& sink) {
  if (found.gateways == 0 && !options.allow_empty && !sink.has_errors()) {
    std::string text = "the input has no VirtualMCPServer";
    if (const auto out = kustomizations.leading_out()) {
      const std::string directory = gitops::path_to(out->directory);
      text += ", and is built of " + diag::quoted(out->path) +
              ", which is not in it: check a directory that has both, or \"kustomize build " + directory +
              " | vmcp-render check -\"";
    }
    report_input_error("no-virtual-mcp-server", text + "; --allow-empty accepts that", sink);
  }
  for (const std::string& wanted : options.only) {
    if (found.named.contains(wanted)) continue;
    const auto near = found.near.find(wanted);
    report_input_error("only-not-found",
                       "--only \"" + wanted + "\" names no VirtualMCPServer of the input" +
                           (near == found.near.end() ? "" : did_you_mean(near->second)),
                       sink);
  }
}

void warn_of_deployments(Gateways gateways, const cluster::Cluster& cluster, const op::DroppedFields& dropped) {
  for (const cluster::Object* gateway : gateways) {
    if (const cluster::Object* deployment = deployment_of(*gateway, cluster)) dropped.warn_of_deployment(*deployment);
  }
}

void require_deployments(Gateways gateways, const cluster::Cluster& cluster, const admission::Reporter& reporter,
                         bool require) {
  const auto has_deployment = [&](const cluster::Object* gateway) {
    return deployment_of(*gateway, cluster) != nullptr ||
           cluster.was_refused("apps", "Deployment", gateway->name_space, gateway->name);
  };
  if (!require && std::ranges::none_of(cluster.gateways(), has_deployment)) return;
  for (const cluster::Object* gateway : gateways) {
    if (has_deployment(gateway)) continue;
    diag::Message message("the input has no Deployment " + diag::quoted(gateway->name) + " in namespace " +
                          diag::quoted(gateway->name_space) + " that runs this gateway");
    if (!op::add_misspelt(cluster, "Deployment", gateway->name_space, gateway->name, message)) {
      message.message += "; kustomize makes none without --enable-alpha-plugins --enable-exec";
    }
    reporter.error(*gateway, "deployment-missing", diag::FieldPath("metadata.name"), std::move(message));
  }
}

}  // namespace vmcp::render
