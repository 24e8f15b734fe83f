#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/admission/misplaced_kind.h"
#include "core/admission/object.h"
#include "core/admission/variable.h"
#include "core/diag/quoted.h"
#include "core/gitops/build.h"
#include "core/gitops/labels.h"
#include "core/gitops/missed_field.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

/// What is wrong with a kustomization, or has no effect.
namespace vmcp::gitops {

using yaml::Value;

namespace {

/// Whether an image is of this name, with whatever tag or digest. As isImageMatched of kustomize.
bool is_image_of(std::string_view image, std::string_view name) {
  if (name.empty() || !image.starts_with(name)) return false;
  const std::string_view rest = image.substr(name.size());
  return rest.empty() || ((rest.front() == ':' || rest.front() == '@') && rest.find('/') == std::string_view::npos);
}

/// Why an object of the kind and name that a patch states is not the one that it is for.
std::string why_it_is_another(const Piece& piece, const Value& demand) {
  if (demand.find("apiVersion") == nullptr) return "; it has no \"apiVersion\"";
  const std::string_view api_version = piece.root.string_at("apiVersion");
  if (api_version != demand.string_at("apiVersion"))
    return "; the one that is there is of " + diag::quoted(api_version);
  return "; the one that is there is of namespace " + diag::quoted(effective_namespace(piece.name().name_space));
}

}  // namespace

void Builder::judge_foreign_demand(const Patch& patch, const Value& demand, Build& build) {
  const std::string_view kind = demand.string_at("kind");
  const std::string_view name = yaml::text_at(demand, {"metadata", "name"});
  if (kind.empty() || name.empty() || !work_.take(1 + Patch::kForLook * build.pieces.size() + documents_.size())) {
    return;
  }
  if (std::ranges::any_of(build.pieces, [&](const Piece& piece) { return Patch::is_for(piece, demand); })) return;
  const auto is_called_so = [&](const Piece& piece) {
    return piece.kind() == kind && piece.root.string_at("kind") == kind && piece.name().name == name;
  };
  if (const auto other = std::ranges::find_if(build.pieces, is_called_so); other != build.pieces.end()) {
    build.refused.push_back({place(patch.mark()), patch.path(),
                             "the patch is for " + std::string(kind) + ' ' + diag::quoted(name) +
                                 ", which is not in what is built" + why_it_is_another(*other, demand)});
    return;
  }
  std::vector<std::string_view> names;
  for (const yaml::Document& document : documents_) {
    if (document.root.string_at("kind") != kind) continue;
    const std::string_view other = yaml::text_at(document.root, {"metadata", "name"});
    if (other.empty()) continue;
    names.push_back(other);
    // A prefix may be before it.
    if (name.find(other) != std::string_view::npos) return;
  }
  build.refused.push_back(
      {place(patch.mark()), patch.path(),
       "the patch is for " + std::string(kind) + ' ' + diag::quoted(name) + ", which is not in what is built",
       std::string(text::nearest(name, names))});
}

void Builder::judge_demands(const Patch& patch, Build& build) {
  for (const Value* demand : patch.demands()) {
    const std::string_view kind = demand->string_at("kind");
    if (!admission::is_toolhive(*demand) && !admission::is_toolhive_kind(kind)) {
      // Else not all other objects are known here.
      if (!build.strangers) judge_foreign_demand(patch, *demand, build);
      continue;
    }
    if (!work_.take(1 + Patch::kForLook * build.pieces.size())) return;
    const auto is_meant = [&](const Piece& piece) { return Patch::is_for(piece, *demand); };
    if (std::ranges::any_of(build.pieces, is_meant)) continue;
    const std::string_view name = yaml::text_at(*demand, {"metadata", "name"});
    const auto is_called_so = [&](const Piece& piece) {
      return admission::is_toolhive(piece.root) && piece.kind() == kind && piece.name().name == name;
    };
    if (!admission::is_toolhive(*demand) && admission::misplaced_kind(demand->string_at("apiVersion"), kind).empty() &&
        std::ranges::none_of(build.pieces, is_called_so)) {
      continue;
    }
    constexpr std::size_t kForOne = 4;
    if (!work_.take(kForOne * (1 + build.pieces.size() + documents_.size()))) return;
    // What a patch lacks is spoken of already.
    if (kind.empty() || name.empty()) continue;
    // One of a wrong group, or of no known kind, is spoken of where it stands.
    const bool is_misplaced = std::ranges::any_of(documents_, [&](const yaml::Document& document) {
      if (yaml::text_at(document.root, {"metadata", "name"}) != name) return false;
      const std::string_view other = document.root.string_at("kind");
      return admission::is_toolhive(document.root) ? !admission::is_toolhive_kind(other) : other == kind;
    });
    if (is_misplaced) continue;
    std::vector<std::string> names;
    std::string why;
    for (const Piece& piece : build.pieces) {
      if (piece.kind() != kind || !admission::is_toolhive(piece.root)) continue;
      names.push_back(piece.name().name);
      if (names.back() != name) continue;
      why = why_it_is_another(piece, *demand);
    }
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const Value* stated = yaml::value_at(*demand, {"metadata", "name"});
    const bool is_inline = stated != nullptr && stated->mark().source == patch.mark().source;
    // A file of many parts may be named again and again.
    if (!visits_.take(4 * kForRefused)) return;
    build.refused.push_back(
        {place(is_inline ? stated->mark() : patch.mark()), patch.path(),
         "the patch is for " + std::string(kind) + ' ' + diag::quoted(name) + ", which is not in what is built" + why,
         why.empty() ? std::string(text::nearest(name, candidates)) : std::string()});
  }
}

void Builder::add_faults(const std::string& path, Build& build) const {
  for (const FieldFault& fault : kustomizations_.faults_in(path)) {
    build.refused.push_back({place(fault.mark), fault.path, fault.message, fault.meant});
  }
}

void Builder::judge_operations(const Patch& patch, Build& build) {
  for (const Value* operation : patch.operations()) {
    if (!work_.take(1)) return;
    const std::string_view name = operation->string_at("op");
    if ((name != "add" && name != "replace") || operation->find("value") != nullptr) continue;
    const yaml::Member* meant = operation_member(*operation, "value");
    build.idle.push_back({place(meant == nullptr ? operation->mark() : meant->key_mark), patch.path(),
                          "an operation has no " +
                              (meant == nullptr ? "\"value\"" : "field " + diag::quoted(meant->key)) +
                              ", so that kustomize writes null",
                          meant == nullptr ? "" : "value"});
  }
}

void Builder::judge_missed(const Value& selector, const std::string& path, std::string_view what, Build& build) {
  const std::optional<MissedField> missed = missed_field(selector, build.pieces, !build.strangers, work_);
  if (!missed) return;
  if (missed->is_broken) {
    build.refused.push_back({place(missed->mark), path + missed->field, missed->message});
    return;
  }
  build.idle.push_back({place(missed->mark), path + missed->field,
                        missed->message + ", so that kustomize leaves the " + std::string(what) + " out without a word",
                        missed->nearest});
}

bool Builder::judge_early(const Patch& patch, const Kustomization& kustomization, Build& build) {
  const auto has = [&](const char* field) { return kustomization.root.find(field) != nullptr; };
  constexpr std::array kLater = {"namePrefix", "nameSuffix",   "namespace",
                                 "labels",     "commonLabels", "commonAnnotations"};
  if (std::ranges::none_of(kLater, has)) return false;
  const auto text = [&](const char* field) { return std::string(kustomization.root.string_at(field)); };
  std::vector<Piece> later;
  for (const Piece& piece : build.pieces) {
    if (!admission::is_toolhive(piece.root)) continue;
    if (work_.is_spent() || !work_.take(copy_units(piece.root))) return false;
    later.emplace_back(piece).remember_name();
    Value* metadata = later.back().root.find("metadata");
    if (metadata == nullptr || !metadata->is_mapping()) continue;
    metadata->set("name", text("namePrefix") + piece.name().name + text("nameSuffix"));
    if (!text("namespace").empty()) metadata->set("namespace", text("namespace"));
  }
  add_labels(kustomization.root, later, work_);
  if (std::ranges::none_of(later, [&](const Piece& piece) { return patch.selects(piece); })) {
    // What is misspelt for now is told so, and what is for later as if it were written right.
    const auto misses = [&](const std::vector<Piece>& pieces) {
      return missed_field(*patch.target(), pieces, !build.strangers, work_).has_value();
    };
    if (misses(build.pieces) || !misses(later)) return false;
  }
  build.idle.push_back({place(patch.mark()), patch.path() + ".target",
                        "nothing has what this selects before the kustomization gives its namespace, labels and names, "
                        "which is after its patches, so that kustomize leaves the patch out without a word"});
  return true;
}

bool Builder::has_toolhives(const Build& build) {
  return std::ranges::any_of(build.pieces, [](const Piece& piece) { return admission::is_toolhive(piece.root); });
}

void Builder::judge_fields(const Kustomization& kustomization, Build& build) {
  constexpr std::size_t kForOne = 5;
  visits_.take(kForOne * kustomization.faults.size());
  for (const FieldFault& fault : kustomization.faults) {
    Refused& refused = build.refused.emplace_back(Refused{place(fault.mark), fault.path, fault.message, fault.meant});
    refused.beside = kustomization.directory;
    const auto is_in = [&](std::string_view list) { return fault.path.starts_with(list); };
    refused.of_objects = is_in("resources[") || is_in("bases[") || is_in("components[");
  }
  std::ranges::copy(kustomization.repeated, std::back_inserter(build.repeated));
  if (!kustomization.rival.empty()) {
    build.refused.push_back(
        {{kustomization.rival},
         "",
         diag::quoted(kustomization.file) + " is beside it, and a directory has one kustomization"});
  }
}

/// As kustomize's ReplicaCountTransformer, which knows the kinds that it scales: of others a gateway is named most.
void Builder::judge_replicas(const Kustomization& kustomization, Build& build) {
  constexpr auto kScaled =
      std::to_array<std::string_view>({"Deployment", "ReplicaSet", "ReplicationController", "StatefulSet"});
  const yaml::Sequence& entries = yaml::items_at(kustomization.root, {"replicas"});
  for (std::size_t i = 0; i < entries.size() && build.whole; ++i) {
    const yaml::Member* name = entries[i].find_member("name");
    if (name == nullptr || !name->value.is_string() || !work_.take(build.pieces.size())) continue;
    const auto is_it = [&](const Piece::Name& own) { return own.name == name->value.as_string(); };
    bool names_gateway = false;
    bool scales = false;
    bool is_there = build.strangers || admission::has_variable(name->value);
    for (const Piece& piece : build.pieces) {
      if (!piece.is_or_was_called(is_it)) continue;
      is_there = true;
      names_gateway = names_gateway || piece.kind() == "VirtualMCPServer";
      scales = scales || std::ranges::find(kScaled, piece.kind()) != kScaled.end();
    }
    if (scales || (is_there && !names_gateway)) continue;
    const std::string called = diag::quoted(name->value.as_string());
    build.refused.push_back({place(name->value.mark()), "replicas[" + std::to_string(i) + "].name",
                             is_there ? "kustomize scales Deployments and alike, and " + called +
                                            " is a VirtualMCPServer, which a patch of its spec.replicas scales"
                                      : "nothing that is built is called " + called});
  }
}

void Builder::judge_images(const Kustomization& kustomization, Build& build) {
  if (build.images_elsewhere || build.unknown_references != nullptr) return;
  const yaml::Sequence& entries = yaml::items_at(kustomization.root, {"images"});
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const yaml::Member* name = entries[i].find_member("name");
    if (name == nullptr || !name->value.is_string() || !work_.take(build.pieces.size())) continue;
    const auto found = std::ranges::find_if(build.pieces, [&](const Piece& piece) {
      return admission::is_toolhive(piece.root) &&
             is_image_of(yaml::text_at(piece.root, {"spec", "image"}), name->value.as_string());
    });
    if (found == build.pieces.end()) continue;
    build.idle.push_back({place(name->value.mark()), "images[" + std::to_string(i) + "].name",
                          "kustomize sets the images of containers, and leaves spec.image of " + found->kind() + ' ' +
                              diag::quoted(found->name().name) + " as it is without a word: a patch sets that"});
  }
}

void Builder::judge_namespace(const NamespaceSource& source, Build& build) {
  if (!gives_namespaces_ || !work_.take(build.pieces.size())) return;
  std::set<std::tuple<std::string_view, std::string_view, std::string, std::string>> seen;
  for (const Piece& piece : build.pieces) {
    const auto [name_space, name] = piece.name();
    // What changes unseen may have another name.
    if (piece.unread != nullptr || name.empty() || name_space != source.name_space) continue;
    const auto [group, version] = piece.group_version();
    if (seen.emplace(group, version, piece.kind(), name).second) continue;
    if (build.one_of_two.empty()) {
      build.refused.push_back({source.place, source.field,
                               "namespace " + diag::quoted(source.name_space) + " makes one of two: " + piece.kind() +
                                   ' ' + diag::quoted(name)});
    }
    build.one_of_two.emplace_back(piece.root.string_at("kind"), name_space, name);
  }
}

}  // namespace vmcp::gitops
