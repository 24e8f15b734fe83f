#include "core/krm/function.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/admit.h"
#include "core/admission/reporter.h"
#include "core/diag/document_reporter.h"
#include "core/diag/quoted.h"
#include "core/diag/sink.h"
#include "core/krm/function_config.h"
#include "core/krm/host_annotations.h"
#include "core/krm/items.h"
#include "core/krm/option_fields.h"
#include "core/krm/placing.h"
#include "core/krm/previous_names.h"
#include "core/krm/results.h"
#include "core/render/pipeline.h"
#include "core/yaml/fields.h"
#include "core/yaml/read.h"

namespace vmcp::krm {
namespace {

using yaml::Value;

constexpr std::array<std::string_view, 3> kVersions = {"config.kubernetes.io/v1", "config.kubernetes.io/v1beta1",
                                                       "config.kubernetes.io/v1alpha1"};

/// What a host would never send.
void check_list(const ResourceList& list, const source::Sources& sources, diag::Sink& sink) {
  admission::Object object = admission::identify(list.root, {""});
  const Value* items = list.root.find("items");
  const bool has_items = items == nullptr || items->is_null() || items->is_sequence();
  const bool is_known = std::ranges::find(kVersions, object.api_version) != kVersions.end();
  if (is_known && has_items) return;
  object.value = list.root;
  const admission::Reporter reporter(sink, sources, diag::Stage::kUsage);
  if (!is_known) {
    reporter.error(object, "unknown-version", diag::FieldPath{"apiVersion"},
                   "ResourceList has no version " + diag::quoted(object.api_version) + "; expected " +
                       std::string(kVersions.front()));
  }
  if (!has_items) {
    reporter.error(object, "wrong-type", diag::FieldPath{"items"},
                   "found " + std::string(yaml::kind_name(items->kind())) + ", expected array");
  }
}

/// What is rendered: the objects among the items, less what the host noted in them, with references by names that
/// are still good. A functionConfig may be an object to render itself; kustomize lists a generator's among the items.
std::vector<yaml::Document> documents_of(const ResourceList& list, const Items& items,
                                         std::string_view default_namespace) {
  std::vector<yaml::Document> documents;
  for (const Value& item : list.items()) {
    if (admission::is_object(item)) documents.push_back({item, list.source});
  }
  const Value* config = list.function_config();
  // One without a name configures the function, and is no object of a cluster.
  const bool is_nameless = config != nullptr && config->string_at("kind") == "ConfigMap" &&
                           yaml::value_at(*config, {"metadata", "name"}) == nullptr;
  if (config != nullptr && !is_nameless && admission::is_object(*config) && !items.find(*config)) {
    documents.push_back({*config, list.source});
  }
  follow_previous_names(documents, default_namespace);
  for (yaml::Document& document : documents) remove_host_annotations(document.root);
  return documents;
}

/// A whole Deployment has all that its patch has.
render::Emit without_needless_patch(render::Emit emit) {
  if (!contains(emit, render::Emit::kDeployment)) return emit;
  constexpr auto kAllButPatch = static_cast<std::uint8_t>(~static_cast<unsigned>(render::Emit::kPatch));
  return static_cast<render::Emit>(static_cast<std::uint8_t>(emit) & kAllButPatch);
}

/// Nothing to render is no fault of a transformer's: a shared base may list it for overlays without a gateway.
void report_empty(bool validate, diag::Sink& sink) {
  diag::DocumentReporter(sink, diag::Stage::kOperator)
      .report(validate ? diag::Severity::kError : diag::Severity::kWarning, "no-virtual-mcp-server", {},
              "no item is a VirtualMCPServer; allowEmpty: true accepts that");
}

}  // namespace

Answer run_function(const ResourceList& list, const source::Sources& sources) {
  diag::Sink sink;
  sink.hide_as(list.reading);
  check_list(list, sources, sink);
  const FunctionConfig config = read_function_config(list.function_config(), sources, sink);
  for (const diag::Suppression& suppression : config.render.suppressed) sink.suppress(suppression);
  const Items items(list, config.render.default_namespace);

  const admission::Reporter reporter(sink, sources, diag::Stage::kOperator);
  render::Options options = config.render;
  options.emit = without_needless_patch(options.emit);
  options.format = render::Format::kObjects;
  options.allow_empty = true;
  options.judge_only = config.validate;
  Placing placing(list, items, contains(options.emit, render::Emit::kPatch), reporter);
  const ListWriter writer(list, sources);
  options.print = [&](std::string& text, const Value& object) {
    if (placing.has_place(object)) return false;
    writer.append_item(text, object);
    return true;
  };
  Changes changes;
  render::Rewritten rewritten;
  if (!sink.has_errors()) {
    render::Result result =
        render::run(gitops::take_documents(documents_of(list, items, options.default_namespace), sources), sources,
                    nullptr, options, sink);
    rewritten = std::move(result.rewritten);
    for (Value& object : result.objects) placing.place(std::move(object));
    changes = {placing.take(), std::move(result.manifests)};
    if (result.gateways == 0 && !config.render.allow_empty && !sink.has_errors()) report_empty(config.validate, sink);
  }

  const Value* function_config = list.function_config();
  const bool is_config_map = function_config != nullptr && function_config->string_at("kind") == "ConfigMap";
  sink.for_each([&](diag::Diagnostic& finding) {
    finding.message = with_fields(finding.message, is_config_map ? "data" : "spec");
  });

  Answer answer;
  const auto fails = [](const diag::Diagnostic& finding) { return finding.severity <= diag::Severity::kWarning; };
  answer.refused = sink.has_errors() || (config.fail_on_warning && std::ranges::any_of(sink.all(), fails));
  if (answer.refused) changes = {};
  const std::vector<Finding> findings = findings_of(sink, items, sources, rewritten);
  answer.out =
      config.validate ? writer.write_without_items(results(findings)) : writer.write(changes, results(findings));
  answer.err = findings_text(findings);
  return answer;
}

}  // namespace vmcp::krm
