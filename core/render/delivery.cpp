#include "core/render/delivery.h"

#include <algorithm>
#include <cstddef>
#include <re2/re2.h>
#include <utility>

#include "core/render/application_set.h"
#include "core/render/file_paths.h"
#include "core/yaml/fields.h"
#include "core/yaml/location.h"

namespace vmcp::render {
namespace {

using yaml::Document;
using yaml::Value;

/// Where a text is stated, unless it is a template or there is none.
std::optional<NamespaceSource> stated_namespace(const Value& root, std::string_view path, std::string field,
                                                const std::string& file) {
  const yaml::Location location = yaml::find_location(root, path);
  if (location.value == nullptr || !location.value->is_string()) return std::nullopt;
  const std::string& text = location.value->as_string();
  if (text.empty() || is_template(text)) return std::nullopt;
  return NamespaceSource{text, {file, location.mark.line, location.mark.column}, std::move(field)};
}

/// The fields of `from` that a kustomization has, too.
Value edits_of(const Value& from) {
  Value edits = Value::mapping();
  for (const char* field : {"components", "patches", "patchesStrategicMerge", "patchesJson6902", "namePrefix",
                            "nameSuffix", "commonAnnotations"}) {
    if (const Value* value = from.find(field)) edits.set(field, *value);
  }
  return edits;
}

/// What Argo CD has under other names than a kustomization.
Value argo_edits_of(const Value& from) {
  Value edits = edits_of(from);
  const Value* labels = from.find("commonLabels");
  if (labels == nullptr) return edits;
  if (!yaml::is_true(from, {"labelWithoutSelector"})) return std::move(edits).set("commonLabels", *labels);
  Value entry = Value::mapping().set("pairs", *labels);
  entry.set("includeTemplates", Value(yaml::is_true(from, {"labelIncludeTemplates"})));
  return std::move(edits).set("labels", Value::sequence().push(std::move(entry)));
}

/// As much as a large repository may have.
constexpr std::size_t kMostFilled = std::size_t{32} << 20U;

class Reader {
 public:
  Reader(const source::Sources& sources, const std::vector<std::string>& directories)
      : sources_(sources), directories_(directories) {}

  void read(const Document& document) {
    const Value& root = document.root;
    if (!root.is_mapping()) return;
    const std::string_view api_version = root.string_at("apiVersion");
    const std::string_view kind = root.string_at("kind");
    if (api_version.starts_with("kustomize.toolkit.fluxcd.io/") && kind == "Kustomization") {
      read_flux(document);
    } else if (api_version.starts_with("argoproj.io/") && kind == "Application") {
      read_argo(document, root, "");
    } else if (api_version.starts_with("argoproj.io/") && kind == "ApplicationSet") {
      for (const Value& application : applications_of(root, normalized(file_of(document)), directories_, bytes_)) {
        read_argo(document, application, "spec.template.");
      }
    }
  }

  std::vector<Delivery> deliveries;

 private:
  const std::string& file_of(const Document& document) const { return sources_.at(document.source).name; }

  Delivery begin(const Document& document, Delivery::Kind kind, std::string_view path) const {
    Delivery delivery;
    delivery.kind = kind;
    delivery.stated_in = file_of(document);
    delivery.file = normalized(delivery.stated_in);
    delivery.own_namespace = yaml::text_at(document.root, {"metadata", "namespace"});
    // Below the root of the repository, whatever it begins with.
    while (path.starts_with('/')) path.remove_prefix(1);
    delivery.path = normalized(path);
    return delivery;
  }

  void read_flux(const Document& document) {
    const Value* spec = document.root.find("spec");
    if (spec == nullptr) return;
    Delivery delivery = begin(document, Delivery::Kind::kFlux, spec->string_at("path"));
    delivery.namespaces =
        stated_namespace(document.root, "spec.targetNamespace", "spec.targetNamespace", file_of(document));
    delivery.edits = edits_of(*spec);
    if (const Value* post_build = spec->find("postBuild")) delivery.post_build = *post_build;
    deliveries.push_back(std::move(delivery));
  }

  /// `above` is the path of the application in its document.
  void read_argo(const Document& document, const Value& application, const std::string& above) {
    const Value* spec = application.find("spec");
    if (spec == nullptr || !spec->is_mapping()) return;
    if (const Value* source = spec->find("source")) read_source(document, application, above, *source, "spec.source");
    const yaml::Sequence& sources = yaml::items_at(*spec, {"sources"});
    for (std::size_t i = 0; i < sources.size(); ++i) {
      read_source(document, application, above, sources[i], "spec.sources[" + std::to_string(i) + ']');
    }
  }

  void read_source(const Document& document, const Value& application, const std::string& above, const Value& source,
                   const std::string& at) {
    // A source with a chart is a Helm repository, and one with only a ref lends its files. What plugins make is theirs.
    const std::string_view path = source.string_at("path");
    const bool is_of_files = source.find("chart") == nullptr && source.find("plugin") == nullptr;
    if (path.empty() || !is_of_files || is_template(path)) return;
    Delivery delivery = begin(document, Delivery::Kind::kArgo, path);
    delivery.helm = source.find("helm") != nullptr;
    delivery.recursive = yaml::is_true(source, {"directory", "recurse"});
    delivery.include = yaml::text_at(source, {"directory", "include"});
    delivery.exclude = yaml::text_at(source, {"directory", "exclude"});
    const auto stated = [&](const std::string& field) {
      return stated_namespace(application, field, above + field, file_of(document));
    };
    delivery.namespaces = stated(at + ".kustomize.namespace");
    delivery.fallback = stated("spec.destination.namespace");
    if (const Value* kustomize = source.find("kustomize")) delivery.edits = argo_edits_of(*kustomize);
    deliveries.push_back(std::move(delivery));
  }

  const source::Sources& sources_;
  const std::vector<std::string>& directories_;
  Work bytes_{kMostFilled};  ///< of what ApplicationSets fill in
};

/// A glob of Argo CD's, in which stars stand for slashes, too, as a regular expression.
std::string as_expression(std::string_view glob) {
  std::string expression;
  int open = 0;
  for (std::size_t i = 0; i < glob.size(); ++i) {
    const char c = glob[i];
    if (c == '*') {
      expression += ".*";
    } else if (c == '?') {
      expression += '.';
    } else if (c == '{') {
      expression += "(?:";
      ++open;
    } else if (c == '}' && open > 0) {
      expression += ')';
      --open;
    } else if (c == ',' && open > 0) {
      expression += '|';
    } else if (c == '[') {
      expression += '[';
      if (glob.substr(i + 1).starts_with('!')) expression += '^';
      if (expression.ends_with('^')) ++i;
    } else if (c == ']' || c == '-') {
      expression += c;
    } else {
      expression += RE2::QuoteMeta(std::string(1, c));
    }
  }
  return expression;
}

bool is_of_glob(const std::string& glob, std::string_view file) {
  return RE2::FullMatch(file, RE2(as_expression(glob), RE2::Quiet));
}

/// The object that an entry of substituteFrom names, of several the one whose file is nearest to the delivery's: a
/// repository may hold those of many clusters. Null pointer when the input has none.
const Value* source_of(const Delivery& delivery, const Value& entry, const std::vector<Document>& documents,
                       const source::Sources& sources) {
  const Value* best = nullptr;
  std::size_t best_shared = 0;
  for (const Document& document : documents) {
    const Value& root = document.root;
    if (root.string_at("kind") != entry.string_at("kind") || root.string_at("apiVersion") != "v1" ||
        yaml::text_at(root, {"metadata", "name"}) != entry.string_at("name")) {
      continue;
    }
    const std::string_view name_space = yaml::text_at(root, {"metadata", "namespace"});
    if (!name_space.empty() && !delivery.own_namespace.empty() && name_space != delivery.own_namespace) continue;
    const std::size_t shared = shared_directories(normalized(sources.at(document.source).name), delivery.file);
    if (best != nullptr && shared <= best_shared) continue;
    best = &root;
    best_shared = shared;
  }
  return best;
}

void set_all(const Value& object, Variables& variables) {
  const bool is_shown = object.string_at("kind") == "ConfigMap" && object.find("sops") == nullptr;
  for (const char* field : {"data", "stringData"}) {
    const Value* data = object.find(field);
    if (data == nullptr || !data->is_mapping()) continue;
    for (const yaml::Member& member : data->members()) {
      if (is_shown && member.value.is_string()) {
        variables.set(member.key, member.value.as_string());
      } else {
        variables.set_unknown(member.key);
      }
    }
  }
}

}  // namespace

std::vector<Delivery> deliveries_of(const std::vector<Document>& documents, const source::Sources& sources,
                                    const std::vector<std::string>& directories) {
  Reader reader(sources, directories);
  for (const Document& document : documents) reader.read(document);
  return std::move(reader.deliveries);
}

bool takes(const Delivery& delivery, std::string_view file) {
  return (delivery.exclude.empty() || !is_of_glob(delivery.exclude, file)) &&
         (delivery.include.empty() || is_of_glob(delivery.include, file));
}

std::pair<std::string, bool> directory_of(const Delivery& delivery, const std::vector<std::string>& directories) {
  std::pair<std::string, bool> best;
  bool best_holds_file = false;
  for (const std::string& directory : directories) {
    std::string_view repository = directory;
    if (delivery.path.empty()) {
      // The repository itself: the first of the directories, which has all of them.
    } else if (directory == delivery.path) {
      repository = {};
    } else if (directory.ends_with("/" + delivery.path)) {
      repository.remove_suffix(delivery.path.size() + 1);
    } else {
      continue;
    }
    const bool holds_file = is_below(delivery.file, repository);
    const bool is_better = !best.second || (holds_file && !best_holds_file) ||
                           (holds_file == best_holds_file && directory.size() < best.first.size());
    if (!is_better) continue;
    best = {directory, true};
    best_holds_file = holds_file;
  }
  return best;
}

bool takes_variables_from_secrets(const Delivery& delivery) {
  const yaml::Sequence& entries = yaml::items_at(delivery.post_build, {"substituteFrom"});
  return std::ranges::any_of(entries, [](const Value& entry) { return yaml::text_at(entry, {"kind"}) == "Secret"; });
}

Variables variables_of(const Delivery& delivery, const std::vector<Document>& documents, const source::Sources& sources,
                       const GivenVariables& given) {
  Variables variables(given);
  for (const Value& entry : yaml::items_at(delivery.post_build, {"substituteFrom"})) {
    if (const Value* object = source_of(delivery, entry, documents, sources)) {
      set_all(*object, variables);
    } else {
      variables.set_incomplete();
    }
  }
  for (const yaml::Member& member : yaml::members_at(delivery.post_build, {"substitute"})) {
    if (member.value.is_string()) variables.set(member.key, member.value.as_string());
  }
  return variables;
}

}  // namespace vmcp::render
