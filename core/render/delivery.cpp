#include "core/render/delivery.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/diag/field_path.h"
#include "core/render/file_paths.h"
#include "core/yaml/fields.h"
#include "core/yaml/location.h"

namespace vmcp::render {
namespace {

using yaml::Document;
using yaml::Value;

const Value* at(const Value& root, std::string_view path) { return yaml::find_location(root, path).value; }

bool is_template(std::string_view text) { return text.find("{{") != std::string_view::npos; }

class Reader {
 public:
  explicit Reader(const source::Sources& sources) : sources_(sources) {}

  void read(const Document& document) {
    const Value& root = document.root;
    if (!root.is_mapping()) return;
    const std::string_view api_version = root.string_at("apiVersion");
    const std::string_view kind = root.string_at("kind");
    if (api_version.starts_with("kustomize.toolkit.fluxcd.io/") && kind == "Kustomization") {
      if (root.find("spec") != nullptr) read_flux(document);
    } else if (api_version.starts_with("argoproj.io/") && kind == "Application") {
      read_argo(document, "spec");
    } else if (api_version.starts_with("argoproj.io/") && kind == "ApplicationSet") {
      read_argo(document, "spec.template.spec");
    }
  }

  std::vector<Delivery> deliveries;

 private:
  void read_flux(const Document& document) {
    Delivery delivery;
    delivery.spec = document.root.find("spec");
    // Below the root of the repository, whatever it begins with.
    std::string_view path = delivery.spec->string_at("path");
    while (path.starts_with('/')) path.remove_prefix(1);
    delivery.path = normalized(path);
    add(document, std::move(delivery), "spec.targetNamespace");
  }

  void read_argo(const Document& document, const std::string& spec_path) {
    const Value* spec = at(document.root, spec_path);
    if (spec == nullptr || !spec->is_mapping()) return;
    const auto read_source = [&](const Value& source) {
      // A source with a chart is a Helm repository, and one with only a ref lends its files.
      const std::string_view path = source.string_at("path");
      if (path.empty() || source.find("chart") != nullptr || source.find("helm") != nullptr || is_template(path))
        return;
      Delivery delivery;
      delivery.kind = Delivery::Kind::kArgo;
      delivery.spec = &source;
      delivery.path = normalized(path);
      const Value* recurse = at(source, "directory.recurse");
      delivery.recursive = recurse != nullptr && recurse->is_bool() && recurse->as_bool();
      add(document, std::move(delivery), spec_path + ".destination.namespace");
    };
    if (const Value* source = spec->find("source")) read_source(*source);
    const Value* sources = spec->find("sources");
    if (sources == nullptr || !sources->is_sequence()) return;
    for (const Value& source : sources->items()) read_source(source);
  }

  void add(const Document& document, Delivery delivery, std::string field) {
    const std::string& file = sources_.at(document.source).name;
    delivery.file = normalized(file);
    delivery.own_namespace = yaml::text_at(document.root, {"metadata", "namespace"});
    const yaml::Location location = yaml::find_location(document.root, field);
    if (location.value != nullptr && location.value->is_string() && !is_template(location.value->as_string())) {
      delivery.name_space = location.value->as_string();
    }
    delivery.place = {file, location.mark.line, location.mark.column};
    delivery.field = std::move(field);
    deliveries.push_back(std::move(delivery));
  }

  const source::Sources& sources_;
};

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

std::vector<Delivery> deliveries_of(const std::vector<Document>& documents, const source::Sources& sources) {
  Reader reader(sources);
  for (const Document& document : documents) reader.read(document);
  return std::move(reader.deliveries);
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
  if (delivery.kind != Delivery::Kind::kFlux) return false;
  const Value* entries = at(*delivery.spec, "postBuild.substituteFrom");
  return entries != nullptr && entries->is_sequence() &&
         std::ranges::any_of(entries->items(), [](const Value& entry) { return entry.string_at("kind") == "Secret"; });
}

Variables variables_of(const Delivery& delivery, const std::vector<Document>& documents, const source::Sources& sources,
                       const GivenVariables& given) {
  Variables variables(given);
  if (delivery.kind != Delivery::Kind::kFlux) return variables;
  const Value* entries = at(*delivery.spec, "postBuild.substituteFrom");
  if (entries != nullptr && entries->is_sequence()) {
    for (const Value& entry : entries->items()) {
      if (const Value* object = source_of(delivery, entry, documents, sources)) {
        set_all(*object, variables);
      } else {
        variables.set_incomplete();
      }
    }
  }
  const Value* own = at(*delivery.spec, "postBuild.substitute");
  if (own != nullptr && own->is_mapping()) {
    for (const yaml::Member& member : own->members()) {
      if (member.value.is_string()) variables.set(member.key, member.value.as_string());
    }
  }
  return variables;
}

}  // namespace vmcp::render
