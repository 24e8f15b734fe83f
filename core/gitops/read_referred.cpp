#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/admission/admit.h"
#include "core/gitops/delivery.h"
#include "core/gitops/input_reader.h"
#include "core/gitops/secret_sources.h"
#include "core/gitops/sketch.h"
#include "core/gitops/wanted_names.h"
#include "core/model/kinds.h"
#include "core/text/ascii.h"
#include "core/yaml/fields.h"

/// What a walk has found that matters only if something refers to it.
namespace vmcp::gitops {
namespace {

using yaml::Document;

/// How an apiVersion of one of Flux' Kustomizations begins, which take values for variables from ConfigMaps and
/// Secrets.
constexpr std::string_view kFlux = "kustomize.toolkit.fluxcd.io/";

}  // namespace

void InputReader::read_referred() {
  if (later_.empty() && broken_.empty()) return;
  learn_references();
  const FormerNames former = former_names();
  const auto count = [this] { return referred_.all().size() + (names_secret_source_ ? 1 : 0); };
  for (std::size_t known = 0; !later_.empty() && known != count();) {
    known = count();
    const WantedNames wanted(referred_, former);
    std::erase_if(later_, [&](const Later& later) {
      std::optional<std::string> text = files_.read(later.path).text;
      const bool is_source = names_secret_source_ && later.of_secret_source;
      if (!text || !(is_source || wanted.may_stand_in(sketch(later.path, *text)))) return false;
      keep(later.path, *std::move(text), false, later.position);
      return true;
    });
    // What was read may be the Deployment of a gateway, which refers to more.
    learn_references();
  }
  for (const Later& later : later_) result_.skipped += later.objects;
}

/// What a file holds that is read for its words alone.
std::vector<Document> InputReader::read_aside(const std::string& path, std::string text) {
  source::Sources sources;
  diag::Sink unheard;
  const std::uint32_t source = sources.add(path, std::move(text));
  return yaml::read(sources, source, unheard, {.roots = yaml::Roots::kAny});
}

FormerNames InputReader::former_names() const {
  FormerNames former;
  std::set<std::string> seen;
  for (const Kustomization& kustomization : result_.kustomizations.all()) {
    former.add(kustomization.root, kustomization.directory, result_.kustomizations);
    for (const NamedPath& named : kustomization.named_paths()) {
      const bool is_patch = named.field.starts_with("patches");
      if (!is_patch && !named.field.starts_with("replacements")) continue;
      if (!seen.insert(named.path).second || files_.kind(named.path) != source::FileSystem::Kind::kFile) continue;
      std::string text = files_.read(named.path).text.value_or("");
      // Operations that begin lines are known, and what else patches are is read as objects.
      if (is_patch && !text::trim(text).starts_with('[')) continue;
      for (const Document& document : read_aside(named.path, std::move(text))) {
        if (is_patch) {
          former.add_words(document.root);
        } else {
          former.add_replacements(document.root);
        }
      }
    }
  }
  for (const std::vector<Document>& documents : read_) {
    for (const Document& document : documents) {
      if (is_delivery(document.root)) former.add(document.root, "", result_.kustomizations);
    }
  }
  return former;
}

void InputReader::learn_references() {
  for (const std::vector<Document>& documents : read_) {
    referred_.add_all(documents, options_.default_namespace, options_.settings);
    for (const Document& document : documents) {
      if (document.root.string_at("apiVersion").starts_with(kFlux)) {
        referred_.add(document.root, options_.default_namespace);
      } else if (const yaml::Value* values = yaml::value_at(document.root, {"spec", "valuesFrom"})) {
        referred_.add_references(*values, admission::identify(document.root, {options_.default_namespace}).name_space);
      }
      names_secret_source_ = names_secret_source_ || source_of(document.root).name != nullptr;
    }
  }
}

/// Whether a file is a kustomization beside or above an object of ToolHive's.
bool InputReader::builds_toolhives(std::string_view file) const {
  if (!Kustomizations::is_kustomization_file(file)) return false;
  const std::string_view directory = file.substr(0, file.rfind('/') + 1);
  return std::ranges::any_of(read_, [&](const std::vector<Document>& documents) {
    return std::ranges::any_of(documents, [&](const Document& document) {
      return model::is_of_group(document.root.string_at("apiVersion")) && file_of(document).starts_with(directory);
    });
  });
}

}  // namespace vmcp::gitops
