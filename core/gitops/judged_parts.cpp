#include "core/gitops/judged_parts.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/admission/misplaced_kind.h"
#include "core/admission/object.h"
#include "core/diag/quoted.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/resource_faults.h"

namespace vmcp::gitops {
namespace {

using yaml::Document;

/// Of what makes a part of an object a patch. What else says for which object it is gets the key that is written:
/// kustomize goes by that, or not at all where the patch has a target.
void note_misspelt(Document& patch, const std::string& file, Documents& read) {
  struct Field {
    std::string_view name;
    bool of_metadata;
    bool is_needed;
  };
  constexpr Field kFields[] = {{"apiVersion", false, false}, {"kind", false, true},      {"metadata", false, true},
                               {"name", true, true},         {"namespace", true, false}, {"spec", false, false}};
  for (const auto& [field, of_metadata, is_needed] : kFields) {
    yaml::Value* holder = of_metadata ? patch.root.find("metadata") : &patch.root;
    if (holder == nullptr || !holder->is_mapping()) continue;
    const auto member = std::ranges::find(holder->members(), field, &yaml::Member::key);
    const auto written = member == holder->members().end() ? read.misspelt.end() : read.misspelt.find(member->key_mark);
    if (written == read.misspelt.end()) continue;
    if (!is_needed) {
      if (read.kustomizations.is_resource(file)) continue;
      member->key = written->second;
      read.misspelt.erase(written);
      continue;
    }
    read.kustomizations.add_fault(
        normalized(file),
        {"", member->key_mark, "a patch has no field " + diag::quoted(written->second), std::string(field)});
  }
}

}  // namespace

void judge_parts(Documents& read, std::vector<Document> strange, NamedFiles& named, const source::Sources& sources) {
  Kustomizations& kustomizations = read.kustomizations;
  const auto file_of = [&](const Document& document) -> const std::string& { return sources.at(document.source).name; };
  const auto is_built = [&](const std::string& file) {
    return kustomizations.is_resource(file) || kustomizations.is_generated_of(normalized(file));
  };
  const auto judge = [&](Document& document) {
    const std::optional<FieldFault> fault = resource_fault(document.root);
    if (!fault) return false;
    kustomizations.add_fault(normalized(file_of(document)), *fault);
    return mend(document.root, *fault);
  };
  for (Document& document : read.documents) {
    const std::string& file = file_of(document);
    if (kustomizations.is_patch(file)) {
      note_misspelt(document, file, read);
    } else if (document.has_kind_of_list && is_built(file)) {
      kustomizations.add_fault(normalized(file), {"", document.root.mark(),
                                                  "an item of a list has no \"kind\", which others take from its "
                                                  "list"});
    } else if (!admission::is_toolhive(document.root) && is_built(file)) {
      judge(document);
    }
  }
  for (Document& document : strange) {
    const std::string& file = file_of(document);
    if (Kustomizations::is_kustomization_file(file)) continue;
    if (kustomizations.is_patch(file)) {
      if (document.root.is_mapping()) kustomizations.add_patch(std::move(document.root), file);
    } else if (is_built(file) && judge(document)) {
      read.mend_delivery(document.root);
      read.documents.push_back(std::move(document));
    }
  }
  for (Document& document : named.mended()) {
    read.walked.insert(document.source);
    read.mend_delivery(document.root);
    read.documents.push_back(std::move(document));
  }
}

}  // namespace vmcp::gitops
