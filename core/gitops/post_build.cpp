#include "core/gitops/post_build.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/yaml/fields.h"
#include "core/yaml/location.h"

namespace vmcp::gitops {

using yaml::Value;

PostBuilds::PostBuilds(const std::vector<yaml::Document>& documents) {
  for (const char* kind : {"ConfigMap", "Secret"}) {
    std::vector<std::string_view> names;
    for (const yaml::Document& document : documents) {
      const bool is_of_kind = document.root.string_at("kind") == kind && document.root.string_at("apiVersion") == "v1";
      if (is_of_kind) names.push_back(yaml::text_at(document.root, {"metadata", "name"}));
    }
    names_.try_emplace(kind, std::move(names));
  }
}

void PostBuilds::report(const Delivery& delivery, const source::Sources& sources,
                        const diag::DocumentReporter& reporter) const {
  const diag::FieldPath list("spec.postBuild.substituteFrom");
  const yaml::Sequence& entries = yaml::items_at(delivery.post_build, {"substituteFrom"});
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Value* name = entries[i].find("name");
    if (name == nullptr || !name->is_string()) continue;
    const std::string_view kind = entries[i].string_at("kind");
    const auto names = names_.find(kind);
    if (names == names_.end() || names->second.contains(name->as_string())) continue;
    const std::string_view near = names->second.nearest(name->as_string());
    // A name that says more is that of something else.
    if (near.empty() || !text::is_slip(name->as_string(), near)) continue;
    reporter.report(
        diag::Severity::kWarning, "build-refused", yaml::place_of(sources, name->mark()),
        diag::Message(std::string(kind) + ' ' + diag::quoted(name->as_string()) + " is not in the input").suggest(near),
        (list[i] / "name").str());
  }
}

}  // namespace vmcp::gitops
