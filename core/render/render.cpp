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
#include "core/operator/patch_deployment.h"
#include "core/operator/reconcile.h"
#include "core/start/run.h"
#include "core/start/wiring.h"
#include "core/yaml/read.h"

namespace vmcp::render {
namespace {

using yaml::Document;
using yaml::Value;

constexpr std::string_view kServerKind = "VirtualMCPServer";
constexpr std::string_view kServerVersion = "toolhive.stacklok.dev/v1beta1";

/// An error that no object is to blame for.
void input_error(diag::Code code, std::string message, const std::string& file, diag::Sink& sink) {
  diag::Diagnostic diagnostic;
  diagnostic.stage = file.empty() ? diag::Stage::kOperator : diag::Stage::kParse;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  diagnostic.place.file = file;
  sink.add(std::move(diagnostic));
}

std::vector<Document> read_all(const source::Sources& sources, std::span<const source::Input> inputs, bool allow_empty,
                               std::size_t& skipped, diag::Sink& sink) {
  std::vector<Document> documents;
  for (const source::Input& input : inputs) {
    const std::size_t errors = sink.error_count();
    std::vector<Document> read = yaml::read(sources, input.source, sink);
    if (input.named && read.empty() && sink.error_count() == errors && !allow_empty) {
      input_error("missing-kind", "no Kubernetes object here", sources.at(input.source).name, sink);
    } else if (!input.named) {
      skipped += std::erase_if(read, [](const Document& document) { return !admission::is_object(document.root); });
    }
    documents.insert(documents.end(), std::make_move_iterator(read.begin()), std::make_move_iterator(read.end()));
  }
  return documents;
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
    input_error("no-virtual-mcp-server", "the input has no VirtualMCPServer; --allow-empty accepts that", "", sink);
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
      input_error("only-not-found", "--only \"" + wanted + "\" names no VirtualMCPServer of the input", "", sink);
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

/// Whether vmcp would serve with what the operator made, which the render does not depend on. `deployment` is the one
/// that is going to run; `given` says where it stands, if that is in the input.
void foretell(const op::Context& made_by, const op::Rendered& rendered, const Value& deployment,
              const cluster::Object* given, Start start, const source::Sources& sources, diag::Sink& sink) {
  if (start == Start::kOff) return;
  const admission::Reporter reporter(sink, sources, diag::Stage::kStart);
  const op::Context context{made_by.server, made_by.cluster, made_by.settings, reporter};
  start::foretell({context, rendered, deployment,
                   start == Start::kError ? diag::Severity::kError : diag::Severity::kWarning, given});
}

/// The Deployment that is printed: the operator's, over the one that is there already.
Value final_deployment(const op::Context& context, const op::Rendered& rendered, const cluster::Object* given,
                       bool complete) {
  Value deployment =
      given == nullptr ? rendered.deployment : op::patch_deployment(context, *given, rendered.deployment);
  return complete ? start::complete_wiring(context, rendered, std::move(deployment)) : deployment;
}

/// kustomize leaves out functions without a word when it may not run them, and then builds gateways without their
/// Deployment. Where the input has the Deployment of one gateway, it is taken to have all that there are.
void require_deployments(const std::vector<const op::Server*>& servers, const cluster::Cluster& cluster,
                         const admission::Reporter& reporter, bool require) {
  const auto has_deployment = [&](const op::Server* server) {
    return cluster.find("apps", "Deployment", server->name_space(), server->name()) != nullptr ||
           cluster.was_refused("apps", "Deployment", server->name_space(), server->name());
  };
  if (!require && std::ranges::none_of(cluster.servers(), has_deployment)) return;
  for (const op::Server* server : servers) {
    if (has_deployment(server)) continue;
    reporter.error(*server->object, "deployment-missing", diag::FieldPath("metadata.name"),
                   "the input has no Deployment \"" + server->name() + "\" in namespace \"" + server->name_space() +
                       "\" that runs this gateway; kustomize makes none without --enable-alpha-plugins --enable-exec");
  }
}

/// Writes what `emit` asks for in apply order.
void write(const op::Context& context, op::Rendered rendered, Value deployment, const WrittenResources& written,
           Emit emit, const ObjectWriter& write_object) {
  if (contains(emit, Emit::kCustomResource)) {
    if (const Value* value = written.find(*rendered.server)) write_object(*value);
  }
  if (contains(emit, Emit::kRbac)) {
    for (Value& object : rendered.rbac) write_object(std::move(object));
  }
  if (contains(emit, Emit::kConfig)) write_object(std::move(rendered.config_map));
  if (contains(emit, Emit::kService)) write_object(std::move(rendered.service));
  if (contains(emit, Emit::kDeployment)) write_object(std::move(deployment));
  if (contains(emit, Emit::kPatch)) {
    if (std::optional<Value> patch = op::auth_server_patch(context)) write_object(*std::move(patch));
  }
}

}  // namespace

Result render(std::vector<Document> documents, const source::Sources& sources, const admission::Schemas& schemas,
              const Options& options, const ObjectWriter& write_object, diag::Sink& sink) {
  Result result;
  admission::lower_auth_server_refs(documents, options.default_namespace, sources, sink);
  const WrittenResources written(documents, options);

  Admitted admitted = admit_all(std::move(documents), schemas, options, sources, result, sink);

  const admission::Reporter reporter(sink, sources, diag::Stage::kOperator);
  const cluster::Cluster cluster(std::move(admitted.objects), reporter, admitted.refused);
  const std::vector<const op::Server*> servers = select(cluster, admitted.refused, options, sink);
  result.gateways = servers.size();

  if (options.judge_only) require_deployments(servers, cluster, reporter, options.require_deployment);
  for (const op::Server* server : servers) {
    const op::Context context{*server, cluster, options.settings, reporter};
    std::optional<op::Rendered> rendered = op::reconcile(context);
    if (!rendered) continue;
    const cluster::Object* given = op::given_deployment(context);
    if (given != nullptr && options.judge_only) {
      foretell(context, *rendered, given->value, given, options.start, sources, sink);
      continue;
    }
    Value deployment = final_deployment(context, *rendered, given, options.complete);
    foretell(context, *rendered, deployment, nullptr, options.start, sources, sink);
    if (!sink.has_errors()) {
      write(context, std::move(*rendered), std::move(deployment), written, options.emit, write_object);
    }
  }
  return result;
}

Result run(const source::Sources& sources, std::span<const source::Input> inputs, const admission::Schemas& schemas,
           const Options& options, diag::Sink& sink) {
  std::size_t skipped = 0;
  std::vector<Document> documents = read_all(sources, inputs, options.allow_empty, skipped, sink);
  std::string manifests;
  Writer writer(options.format, manifests);
  const auto write_object = [&](Value object) { writer.write(std::move(object)); };
  Result result = render(std::move(documents), sources, schemas, options, write_object, sink);
  writer.finish();
  result.manifests = std::move(manifests);
  result.documents_skipped += skipped;
  return result;
}

}  // namespace vmcp::render
