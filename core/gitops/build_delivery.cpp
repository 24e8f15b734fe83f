#include <charconv>
#include <cstddef>
#include <list>
#include <string>
#include <system_error>
#include <utility>

#include "core/diag/quoted.h"
#include "core/gitops/build.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/kustomization_fields.h"
#include "core/yaml/fields.h"

/// What Flux and Argo CD build of the directories that they take.
namespace vmcp::gitops {
namespace {

using yaml::Value;

/// Lets findings of the entries that a delivery has put behind those of a kustomization say where they stand.
void name_edits(const Kustomization& own, const Delivery& delivery, std::list<Refused>& findings) {
  for (Refused& finding : findings) {
    const std::size_t bracket = finding.path.find('[');
    if (finding.place.file != delivery.stated_in || bracket == std::string::npos) continue;
    const std::string list = finding.path.substr(0, bracket);
    const Value* edits = delivery.edits.find(list);
    if (edits == nullptr || !edits->is_sequence()) continue;
    std::size_t index = 0;
    const char* first = finding.path.data() + bracket + 1;
    const auto [end, error] = std::from_chars(first, finding.path.data() + finding.path.size(), index);
    const std::size_t before = yaml::items_at(own.root, {list}).size();
    if (error != std::errc() || index < before) continue;
    finding.path = delivery.edits_field + '.' + list + '[' + std::to_string(index - before) + end;
  }
}

}  // namespace

/// Lists grow, mappings get more members, texts are replaced.
Kustomization Builder::edited(Kustomization kustomization, const Delivery& delivery) const {
  Value edits = delivery.edits;
  if (!edits.is_mapping() || !kustomization.root.is_mapping()) return kustomization;
  for (FieldFault& fault : take_fields(edits).faults) {
    fault.path = delivery.edits_field + '.' + fault.path;
    kustomization.faults.push_back(std::move(fault));
  }
  if (Value* components = edits.find("components");
      components != nullptr && components->is_sequence() && delivery.ignores_missing_components) {
    for (Value& component : components->items()) {
      const bool is_missing =
          component.is_string() && kustomizations_.presence(joined(kustomization.directory, component.as_string())) ==
                                       Kustomizations::Presence::kMissing;
      // The others keep their numbers.
      if (is_missing) component = Value();
    }
  }
  for (const yaml::Member& edit : edits.members()) {
    Value* own = kustomization.root.find(edit.key);
    if (own != nullptr && own->is_sequence() && edit.value.is_sequence()) {
      for (const Value& item : edit.value.items()) own->push(item);
    } else if (own != nullptr && own->is_mapping() && edit.value.is_mapping()) {
      for (const yaml::Member& member : edit.value.members()) own->set(member.key, member.value);
    } else {
      kustomization.root.set(edit.key, edit.value);
    }
  }
  return kustomization;
}

void Builder::judge_generated(const std::string& directory, Build& build) {
  for (const std::string_view file : kustomizations_.faulty_below(directory)) {
    if (!generated_.take(1)) return;
    Build found;
    add_faults(std::string(file), found);
    for (Refused& refused : found.refused) {
      refused.message +=
          ", and Flux builds all files in " + diag::quoted(path_to(directory)) + ", which has no kustomization";
    }
    build.refused.splice(build.refused.end(), found.refused);
  }
}

Build Builder::build(const Delivery& delivery, const std::string& directory) {
  Build build;
  const NamespaceSource* given = delivery.namespaces ? &source_of(*delivery.namespaces) : nullptr;
  const Kustomization* own = kustomizations_.find(directory);
  const Kustomization generated{delivery.file, directory, 0, Value::mapping()};
  if (delivery.kind == Delivery::Kind::kHelm) {
    // A kustomization beside a chart is none of Helm's.
    if (kustomizations_.is_chart(directory)) add_chart(directory, build);
  } else if (own != nullptr) {
    used_.insert(directory);
    // It is copied, and its patches are read again.
    constexpr std::size_t kTimes = 6;
    if (!take_visit(own->directory, kTimes, build)) return build;
    open_.insert(directory);
    add_kustomization(edited(*own, delivery), given, build);
    open_.erase(directory);
  } else if (delivery.kind == Delivery::Kind::kArgo) {
    if (kustomizations_.is_chart(directory)) {
      add_chart(directory, build);
    } else if (!delivery.helm) {
      add_below(directory, delivery, build);
    }
  } else {
    add_below(directory, delivery, build);
    judge_generated(directory, build);
    add_kustomization(edited(generated, delivery), given, build);
  }
  for (std::list<Refused>* findings : {&build.refused, &build.idle}) {
    name_edits(own != nullptr ? *own : generated, delivery, *findings);
  }
  finish(build);
  if (delivery.fallback) give_namespace(build.pieces, source_of(*delivery.fallback), true);
  return build;
}

}  // namespace vmcp::gitops
