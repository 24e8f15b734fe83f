#include "core/render/render.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "core/admission/admit.h"
#include "core/admission/lower.h"
#include "core/admission/reporter.h"
#include "core/admission/unread_texts.h"
#include "core/cluster/cluster.h"
#include "core/diag/code.h"
#include "core/emit/emit.h"
#include "core/render/maker.h"
#include "core/render/placement.h"
#include "core/render/read_inputs.h"
#include "core/render/stated_releases.h"
#include "core/task/parallel.h"
#include "core/yaml/read.h"

namespace vmcp::render {
namespace {

using yaml::Document;
using yaml::Value;

constexpr std::string_view kServerKind = "VirtualMCPServer";
constexpr std::string_view kSeparator = "---\n";
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

bool names(std::string_view wanted, const admission::Object& object) {
  const std::size_t slash = wanted.find('/');
  if (slash == std::string_view::npos) return wanted == object.name;
  return wanted.substr(0, slash) == object.name_space && wanted.substr(slash + 1) == object.name;
}

/// Whether an object is a gateway that the run is about.
bool is_wanted(const admission::Object& object, const Options& options) {
  return object.kind == kServerKind &&
         (options.only.empty() ||
          std::ranges::any_of(options.only, [&](const std::string& wanted) { return names(wanted, object); }));
}

Admitted admit_all(World world, const admission::Schemas& schemas, const Options& options,
                   const source::Sources& sources, Result& result, diag::Sink& sink) {
  const admission::Options admission_options{options.default_namespace};
  Admitted admitted;
  for (std::size_t i = 0; i < world.documents.size(); ++i) {
    Document& document = world.documents[i];
    const std::size_t counts = world.counts[i] ? 1 : 0;
    const std::size_t errors = sink.error_count();
    admission::Object identity = admission::identify(document.root, admission_options);
    auto object = admission::admit(std::move(document), schemas, admission_options, sources, sink);
    if (object) {
      admitted.objects.push_back(std::move(*object));
      result.objects_read += counts;
    } else if (sink.error_count() == errors) {
      result.documents_skipped += counts;
    } else {
      if (counts != 0 && is_wanted(identity, options)) ++result.gateways_refused;
      result.objects_read += counts;
      result.objects_refused += counts;
      admitted.refused.push_back(std::move(identity));
    }
  }
  return admitted;
}

WrittenResources written_resources(const std::vector<Document>& documents, const Options& options) {
  WrittenResources written;
  if (!contains(options.emit, Emit::kCustomResource)) return written;
  for (const Document& document : documents) {
    if (document.root.string_at("kind") != kServerKind) continue;
    const admission::Object identity = admission::identify(document.root, {options.default_namespace});
    Value value = document.root;
    value.set("apiVersion", kServerVersion);
    value.erase("status");
    Value* metadata = value.find("metadata");
    if (metadata != nullptr && metadata->is_mapping()) metadata->set("namespace", identity.name_space);
    written.try_emplace({identity.name_space, identity.name}, std::move(value));
  }
  return written;
}

/// What the clusters of a run have together.
struct Found {
  std::size_t servers = 0;      ///< VirtualMCPServers
  std::set<std::string> named;  ///< of `options.only`
};

std::vector<const op::Server*> select(const cluster::Cluster& cluster, std::span<const admission::Object> refused,
                                      const Options& options, Found& found) {
  found.servers += cluster.servers().size();
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
    if (std::ranges::any_of(cluster.objects(), is_wanted) || std::ranges::any_of(refused, is_wanted)) {
      found.named.insert(wanted);
    }
  }
  return selected;
}

void report_absent(const Found& found, const Options& options, diag::Sink& sink) {
  if (found.servers == 0 && !options.allow_empty && !sink.has_errors()) {
    input_error("no-virtual-mcp-server", "the input has no VirtualMCPServer; --allow-empty accepts that", sink);
  }
  for (const std::string& wanted : options.only) {
    if (found.named.contains(wanted)) continue;
    input_error("only-not-found", "--only \"" + wanted + "\" names no VirtualMCPServer of the input", sink);
  }
}

using Gateways = std::span<const op::Server* const>;

/// kustomize leaves out functions without a word when it may not run them, and then builds gateways without their
/// Deployment. Where the input has the Deployment of one gateway, it is taken to have all that there are.
void require_deployments(Gateways gateways, const cluster::Cluster& cluster, const admission::Reporter& reporter,
                         bool require) {
  const auto has_deployment = [&](const op::Server* server) {
    return cluster.find("apps", "Deployment", server->name_space(), server->name()) != nullptr ||
           cluster.was_refused("apps", "Deployment", server->name_space(), server->name());
  };
  if (!require && std::ranges::none_of(cluster.servers(), has_deployment)) return;
  for (const op::Server* server : gateways) {
    if (has_deployment(server)) continue;
    reporter.error(*server->object, "deployment-missing", diag::FieldPath("metadata.name"),
                   "the input has no Deployment \"" + server->name() + "\" in namespace \"" + server->name_space() +
                       "\" that runs this gateway; kustomize makes none without --enable-alpha-plugins --enable-exec");
  }
}

/// The options with the release that is reproduced: what is asked for, what the input states, or the default.
Options with_release(Options options, const StatedReleases& stated, diag::Sink& sink) {
  if (!options.release) options.release = stated.choose(sink);
  options.settings.release = options.release.value_or(release::kDefault);
  return options;
}

/// All stages before reconcile, of one cluster; then `write` gets what turns the gateways of `options.only` into
/// objects, and those.
Result prepare(World world, const source::Sources& sources, const admission::Schemas* crds, const Options& options,
               std::span<const std::string_view> unread, Found& found, diag::Sink& sink,
               const std::function<void(const Maker&, Gateways)>& write) {
  const release::Release& release = options.settings.release;
  std::optional<admission::Schemas> builtin;
  const admission::Schemas& schemas =
      crds != nullptr ? *crds : builtin.emplace(admission::Schemas::builtin(release.set));
  Result result;
  result.release = release;
  admission::UnreadTexts unread_texts(unread);
  admission::lower_auth_server_refs(world.documents, options.default_namespace, unread_texts, sources, sink);
  WrittenResources written = written_resources(world.documents, options);
  cluster::Unbuilt unbuilt = std::move(world.unbuilt);
  Admitted admitted = admit_all(std::move(world), schemas, options, sources, result, sink);

  const admission::Reporter reporter(sink, sources, diag::Stage::kOperator);
  const cluster::Cluster cluster(std::move(admitted.objects), reporter, admitted.refused, std::move(unread_texts),
                                 release.set, std::move(unbuilt));
  const std::vector<const op::Server*> servers = select(cluster, admitted.refused, options, found);
  result.gateways = servers.size();
  if (const auto problem = op::environment_problem(options.settings)) {
    input_error("invalid-value", "the operator does not start in this environment: " + *problem, sink);
    return result;
  }
  if (options.judge_only) require_deployments(servers, cluster, reporter, options.require_deployment);
  write(Maker(cluster, std::move(written), options, sources), servers);
  return result;
}

/// Adds the objects to a list.
void add_objects(const Maker& maker, Gateways gateways, Value& list, diag::Sink& sink) {
  for (const op::Server* server : gateways) {
    for (Value& object : maker.make(*server, sink)) list.push(std::move(object));
  }
}

/// One JSON List.
std::string json_text(Value list) {
  return emit::json(Value::mapping().set("apiVersion", "v1").set("kind", "List").set("items", std::move(list))) + '\n';
}

/// YAML documents; gateways on several threads where there are many, each thread's in a text of its own.
std::string yaml_text(const Maker& maker, Gateways gateways, diag::Sink& sink) {
  constexpr std::size_t kLeast = 16;
  constexpr std::size_t kMostReserved = std::size_t{64} << 20U;
  struct Part {
    std::string text;
    diag::Sink findings;
  };
  std::vector<Part> parts(task::part_count(gateways.size(), kLeast));
  task::for_each_part(parts.size(), [&](std::size_t i) {
    Part& part = parts[i];
    const std::size_t begin = gateways.size() * i / parts.size();
    const std::size_t end = gateways.size() * (i + 1) / parts.size();
    for (std::size_t at = begin; at < end; ++at) {
      // Gateways are much alike, and the first part's text becomes the text of all. Room that stays empty costs
      // nothing, moving the text because of a longer name does.
      if (at == begin + 1) {
        const std::size_t like_first = part.text.size() * (i == 0 ? gateways.size() : end - begin) * 9 / 8;
        part.text.reserve(std::min(like_first, kMostReserved));
      }
      for (const Value& object : maker.make(*gateways[at], part.findings)) {
        if (!part.text.empty()) part.text += kSeparator;
        emit::append_yaml_kubernetes(part.text, object);
      }
    }
  });

  std::string text = std::move(parts.front().text);
  for (Part& part : parts) {
    sink.take(part.findings);
    if (&part == &parts.front() || part.text.empty()) continue;
    if (!text.empty()) text += kSeparator;
    text += std::exchange(part.text, {});
  }
  return text;
}

using Write = std::function<void(const Maker&, Gateways)>;

/// All stages after reading, for each cluster that the documents are for.
Result run_clusters(Documents read, const source::Sources& sources, const admission::Schemas* crds,
                    const Options& given_options, std::span<const std::string_view> unread, const Write& write,
                    diag::Sink& sink) {
  const Options options = with_release(given_options, read.stated, sink);
  Result all;
  all.release = options.settings.release;
  Found found;
  for (World& world : place(std::move(read.documents), read.kustomizations, sources,
                            {options.default_namespace, options.namespace_is_given, options.variables}, sink)) {
    const Result result = prepare(std::move(world), sources, crds, options, unread, found, sink, write);
    all.objects_read += result.objects_read;
    all.objects_refused += result.objects_refused;
    all.documents_skipped += result.documents_skipped;
    all.gateways += result.gateways;
    all.gateways_refused += result.gateways_refused;
  }
  all.documents_skipped += read.skipped;
  report_absent(found, options, sink);
  return all;
}

}  // namespace

Result render(std::vector<Document> documents, const source::Sources& sources, const admission::Schemas* crds,
              const Options& options, const ObjectWriter& write_object, diag::Sink& sink,
              std::span<const std::string_view> unread) {
  Documents read;
  for (const Document& document : documents) read.stated.add(document, sources);
  read.documents = std::move(documents);
  return run_clusters(
      std::move(read), sources, crds, options, unread,
      [&](const Maker& maker, Gateways gateways) {
        for (const op::Server* server : gateways) {
          for (Value& object : maker.make(*server, sink)) write_object(std::move(object));
        }
      },
      sink);
}

Result run(const source::Sources& sources, std::span<const source::Input> inputs, const admission::Schemas* crds,
           const Options& options, diag::Sink& sink) {
  Documents read = read_inputs(sources, inputs, options, sink);
  const std::vector<std::string_view> unread = read.unread;
  const bool as_json = options.format == Format::kJson;
  Value list = Value::sequence();
  std::string text;
  const auto write = [&](const Maker& maker, Gateways gateways) {
    if (as_json) return add_objects(maker, gateways, list, sink);
    std::string more = yaml_text(maker, gateways, sink);
    if (!text.empty() && !more.empty()) text += kSeparator;
    text = text.empty() ? std::move(more) : text + more;
  };
  Result result = run_clusters(std::move(read), sources, crds, options, unread, write, sink);
  result.manifests = as_json ? json_text(std::move(list)) : std::move(text);
  return result;
}

}  // namespace vmcp::render
