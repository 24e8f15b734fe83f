#include "core/gitops/judged_parts.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/misplaced_kind.h"
#include "core/admission/misspelt_head.h"
#include "core/admission/object.h"
#include "core/diag/quoted.h"
#include "core/gitops/file_paths.h"
#include "core/gitops/resource_faults.h"

namespace vmcp::gitops {
namespace {

using yaml::Document;

/// A field of the head of an object.
struct HeadField {
  std::string_view name;
  bool of_metadata;
  bool is_needed;  ///< kustomize takes nothing without it
};

constexpr HeadField kHead[] = {{"apiVersion", false, false}, {"kind", false, true},      {"metadata", false, true},
                               {"name", true, true},         {"namespace", true, false}, {"spec", false, false}};

/// A field that was misspelt and has been given the name that was meant.
struct Mended {
  const HeadField& field;
  yaml::Member& member;
  admission::MisspeltKeys::iterator written;
};

std::vector<Mended> mended_in(Document& document, admission::MisspeltKeys& misspelt) {
  std::vector<Mended> mended;
  if (misspelt.empty()) return mended;
  for (const HeadField& field : kHead) {
    yaml::Value* holder = field.of_metadata ? document.root.find("metadata") : &document.root;
    if (holder == nullptr || !holder->is_mapping()) continue;
    const auto member = std::ranges::find(holder->members(), field.name, &yaml::Member::key);
    if (member == holder->members().end()) continue;
    if (const auto written = misspelt.find(member->key_mark); written != misspelt.end()) {
      mended.push_back({field, *member, written});
    }
  }
  return mended;
}

/// Of what makes a part of an object a patch. What else says for which object it is gets the key that is written:
/// kustomize goes by that, or not at all where the patch has a target.
void note_misspelt_patch(Document& patch, const std::string& file, Documents& read) {
  for (const auto& [field, member, written] : mended_in(patch, read.misspelt)) {
    if (field.is_needed) {
      read.kustomizations.add_fault(
          normalized(file),
          {"", member.key_mark, "a patch has no field " + diag::quoted(written->second), std::string(field.name)});
    } else if (!read.kustomizations.is_resource(file)) {
      member.key = written->second;
      read.misspelt.erase(written);
    }
  }
}

/// Of what kustomize takes for no object, though nothing of ToolHive's need refer to it.
void note_misspelt_resource(Document& document, const std::string& file, Documents& read) {
  for (const auto& [field, member, written] : mended_in(document, read.misspelt)) {
    if (!field.is_needed) continue;
    const std::string path = (field.of_metadata ? "metadata." : "") + std::string(field.name);
    read.kustomizations.add_fault(normalized(file), absent_field(path, written->second, member.key_mark));
    read.misspelt.erase(written);
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
      note_misspelt_patch(document, file, read);
    } else if (document.has_kind_of_list && is_built(file)) {
      kustomizations.add_fault(normalized(file), {"", document.root.mark(),
                                                  "an item of a list has no \"kind\", which others take from its "
                                                  "list"});
    } else if (!admission::is_toolhive(document.root) && is_built(file)) {
      note_misspelt_resource(document, file, read);
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
