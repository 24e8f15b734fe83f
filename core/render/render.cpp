#include "core/render/render.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "core/admission/admit.h"
#include "core/admission/lower.h"
#include "core/admission/reporter.h"
#include "core/cluster/cluster.h"
#include "core/diag/code.h"
#include "core/emit/emit.h"
#include "core/operator/reconcile.h"
#include "core/render/read_inputs.h"
#include "core/start/run.h"
#include "core/yaml/read.h"

namespace vmcp::render {
namespace {

using yaml::Document;
using yaml::Value;

constexpr std::string_view kServerKind = "VirtualMCPServer";
constexpr std::string_view kServerVersion = "toolhive.stacklok.dev/v1beta1";

/// An error that no object is to blame for.
void input_error(diag::Code code, std::string message, diag::Sink& sink) {
  diag::Diagnostic diagnostic;
  diagnostic.stage = diag::Stage::kOperator;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  sink.add(std::move(diagnostic));
}

struct Admitted {
  std::vector<admission::Object> objects;
  std::vector<admission::Object> refused;  ///< their identities only
};

Admitted admit_all(std::vector<Document> documents, const admission::Schemas& schemas, const Options& options,
                   const source::Sources& sources, Result& result, diag::Sink& sink) {
  const admission::Options admission_options{options.default_namespace};
  Admitted admitted;
  for (Document& document : documents) {
    const std::size_t errors = sink.error_count();
    admission::Object identity = admission::identify(document.root, admission_options);
    auto object = admission::admit(std::move(document), schemas, admission_options, sources, sink);
    if (object) {
      admitted.objects.push_back(std::move(*object));
    } else if (sink.error_count() == errors) {
      ++result.documents_skipped;
    } else {
      admitted.refused.push_back(std::move(identity));
    }
  }
  result.objects_read = admitted.objects.size();
  return admitted;
}

/// The custom resources as they were written (lowered, not defaulted), by namespace and name.
class WrittenResources {
 public:
  WrittenResources(const std::vector<Document>& documents, const Options& options) {
    if (!contains(options.emit, Emit::kCustomResource)) return;
    for (const Document& document : documents) {
      if (document.root.string_at("kind") == kServerKind) values_.push_back(document.root);
    }
    for (Value& value : values_) {
      value.set("apiVersion", kServerVersion);
      value.erase("status");
      Value* metadata = value.find("metadata");
      if (metadata != nullptr && metadata->is_mapping() && metadata->string_at("namespace").empty()) {
        metadata->set("namespace", options.default_namespace);
      }
    }
  }

  const Value* find(const op::Server& server) const {
    const auto found = std::ranges::find_if(values_, [&](const Value& value) {
      const Value* metadata = value.find("metadata");
      return metadata != nullptr && metadata->string_at("name") == server.name() &&
             metadata->string_at("namespace") == server.name_space();
    });
    return found == values_.end() ? nullptr : &*found;
  }

 private:
  std::vector<Value> values_;
};

bool names(std::string_view wanted, const admission::Object& object) {
  const std::size_t slash = wanted.find('/');
  if (slash == std::string_view::npos) return wanted == object.name;
  return wanted.substr(0, slash) == object.name_space && wanted.substr(slash + 1) == object.name;
}

std::vector<const op::Server*> select(const cluster::Cluster& cluster, std::span<const admission::Object> refused,
                                      const Options& options, diag::Sink& sink) {
  if (cluster.servers().empty() && !options.allow_empty && !sink.has_errors()) {
    input_error("no-virtual-mcp-server", "the input has no VirtualMCPServer; --allow-empty accepts that", sink);
  }
  if (options.only.empty()) return cluster.servers();
  std::vector<const op::Server*> selected;
  for (const op::Server* server : cluster.servers()) {
    if (std::ranges::any_of(options.only, [&](const std::string& wanted) { return names(wanted, *server->object); })) {
      selected.push_back(server);
    }
  }
  for (const std::string& wanted : options.only) {
    const auto is_wanted = [&](const admission::Object& object) {
      return object.kind == kServerKind && names(wanted, object);
    };
    if (std::ranges::none_of(cluster.objects(), is_wanted) && std::ranges::none_of(refused, is_wanted)) {
      input_error("only-not-found", "--only \"" + wanted + "\" names no VirtualMCPServer of the input", sink);
    }
  }
  return selected;
}

/// Writes objects one by one, so that a large run holds the text of all but the tree of one gateway only.
class Writer {
 public:
  Writer(Format format, std::string& out) : format_(format), out_(out) {}

  void write(Value object) {
    if (format_ == Format::kJson) {
      list_.push(std::move(object));
      return;
    }
    if (!out_.empty()) out_ += "---\n";
    emit::append_yaml_kubernetes(out_, object);
  }

  void finish() {
    if (format_ != Format::kJson) return;
    out_ = emit::json(Value::mapping().set("apiVersion", "v1").set("kind", "List").set("items", std::move(list_)));
    out_ += '\n';
  }

 private:
  Format format_;
  std::string& out_;
  Value list_ = Value::sequence();
};

/// Whether vmcp would serve with what the operator made, which the render does not depend on.
void foretell(const op::Context& made_by, const op::Rendered& rendered, Start start, const source::Sources& sources,
              diag::Sink& sink) {
  if (start == Start::kOff) return;
  const admission::Reporter reporter(sink, sources, diag::Stage::kStart);
  const op::Context context{made_by.server, made_by.cluster, made_by.settings, reporter};
  start::foretell({context, rendered, rendered.deployment,
                   start == Start::kError ? diag::Severity::kError : diag::Severity::kWarning});
}

/// Writes what `emit` asks for in apply order.
void write(op::Rendered rendered, const WrittenResources& written, Emit emit, const ObjectWriter& write_object) {
  if (contains(emit, Emit::kCustomResource)) {
    if (const Value* value = written.find(*rendered.server)) write_object(*value);
  }
  if (contains(emit, Emit::kRbac)) {
    for (Value& object : rendered.rbac) write_object(std::move(object));
  }
  if (contains(emit, Emit::kConfig)) write_object(std::move(rendered.config_map));
  if (contains(emit, Emit::kService)) write_object(std::move(rendered.service));
  if (contains(emit, Emit::kDeployment)) write_object(std::move(rendered.deployment));
}

}  // namespace

Result render(std::vector<Document> documents, const source::Sources& sources, const admission::Schemas& schemas,
              const Options& options, const ObjectWriter& write_object, diag::Sink& sink,
              std::span<const std::string_view> unread) {
  Result result;
  admission::lower_auth_server_refs(documents, options.default_namespace, sources, sink);
  const WrittenResources written(documents, options);

  Admitted admitted = admit_all(std::move(documents), schemas, options, sources, result, sink);

  const admission::Reporter reporter(sink, sources, diag::Stage::kOperator);
  const cluster::Cluster cluster(std::move(admitted.objects), reporter, admitted.refused, unread);
  const std::vector<const op::Server*> servers = select(cluster, admitted.refused, options, sink);
  result.gateways = servers.size();

  for (const op::Server* server : servers) {
    const op::Context context{*server, cluster, options.settings, reporter};
    std::optional<op::Rendered> rendered = op::reconcile(context);
    if (!rendered) continue;
    foretell(context, *rendered, options.start, sources, sink);
    if (!sink.has_errors()) write(std::move(*rendered), written, options.emit, write_object);
  }
  return result;
}

Result run(const source::Sources& sources, std::span<const source::Input> inputs, const admission::Schemas& schemas,
           const Options& options, diag::Sink& sink) {
  Documents inputs_read = read_inputs(sources, inputs, options, sink);
  std::string manifests;
  Writer writer(options.format, manifests);
  const auto write_object = [&](Value object) { writer.write(std::move(object)); };
  Result result =
      render(std::move(inputs_read.documents), sources, schemas, options, write_object, sink, inputs_read.unread);
  writer.finish();
  result.manifests = std::move(manifests);
  result.documents_skipped += inputs_read.skipped;
  return result;
}

}  // namespace vmcp::render
