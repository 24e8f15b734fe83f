#include "core/gitops/post_build.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/gitops/file_paths.h"
#include "core/yaml/fields.h"
#include "core/yaml/location.h"

namespace vmcp::gitops {

using yaml::Value;

PostBuilds::PostBuilds(const std::vector<yaml::Document>& documents, const source::Sources& sources)
    : sources_(sources) {
  for (const yaml::Document& document : documents) {
    const std::string_view kind = document.root.string_at("kind");
    if ((kind != "ConfigMap" && kind != "Secret") || document.root.string_at("apiVersion") != "v1") continue;
    stated_.push_back(
        {kind, yaml::text_at(document.root, {"metadata", "name"}), normalized(sources.at(document.source).name)});
  }
  for (const std::string_view kind : {"ConfigMap", "Secret"}) {
    std::vector<std::string_view> names;
    for (const Stated& one : stated_) {
      if (one.kind == kind) names.push_back(one.name);
    }
    names_.try_emplace(kind, std::move(names));
  }
}

/// What is called nearly so and is nearer to a delivery than all that are called so, which are of other clusters then.
std::string_view PostBuilds::nearer(const Delivery& delivery, std::string_view kind, std::string_view name,
                                    Work& looks) const {
  constexpr std::size_t kForOne = 4;
  if (!looks.take(kForOne * stated_.size())) return {};
  std::size_t most = 0;
  std::string_view near;
  std::size_t most_of_near = 0;
  for (const Stated& one : stated_) {
    if (one.kind != kind) continue;
    const std::size_t shared = shared_directories(one.file, delivery.file);
    if (one.name == name) most = std::max(most, shared);
    if (shared > most_of_near && text::is_slip_in_word(name, one.name)) {
      near = one.name;
      most_of_near = shared;
    }
  }
  return most_of_near > most ? near : std::string_view{};
}

void PostBuilds::report(const Delivery& delivery, const diag::DocumentReporter& reporter, Work& looks) const {
  const diag::FieldPath list("spec.postBuild.substituteFrom");
  const yaml::Sequence& entries = yaml::items_at(delivery.post_build, {"substituteFrom"});
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Value* name = entries[i].find("name");
    if (name == nullptr || !name->is_string()) continue;
    const std::string_view kind = entries[i].string_at("kind");
    const auto names = names_.find(kind);
    if (names == names_.end()) continue;
    const bool is_there = names->second.contains(name->as_string());
    const std::string_view near =
        is_there ? nearer(delivery, kind, name->as_string(), looks) : names->second.nearest(name->as_string());
    // A name that says more is that of something else.
    if (near.empty() || !text::is_slip(name->as_string(), near)) continue;
    reporter.report(diag::Severity::kWarning, "build-refused", yaml::place_of(sources_, name->mark()),
                    diag::Message(std::string(kind) + ' ' + diag::quoted(name->as_string()) +
                                  (is_there ? " is in the input, but farther away than one of nearly that name"
                                            : " is not in the input"))
                        .suggest(near),
                    (list[i] / "name").str());
  }
}

}  // namespace vmcp::gitops
