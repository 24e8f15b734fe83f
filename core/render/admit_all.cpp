#include "core/render/admit_all.h"

#include <cstddef>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "core/admission/admit.h"
#include "core/admission/misplaced_kind.h"
#include "core/gitops/bystanders.h"
#include "core/model/kinds.h"
#include "core/render/gateways.h"
#include "core/yaml/read.h"

namespace vmcp::render {
namespace {

using yaml::Document;

struct Bystander {
  Document document;
  std::size_t counts;  ///< 1 or 0
};

void admit_bystanders(std::vector<Bystander> bystanders, const admission::Schemas& schemas, const Options& options,
                      const source::Sources& sources, Admitted& admitted) {
  if (bystanders.empty()) return;
  const auto identity_of = [](const admission::Object& object) {
    return std::tuple(std::string(object.group()), object.kind, object.name_space, object.name);
  };
  std::set<std::tuple<std::string, std::string, std::string, std::string>> seen;
  for (const admission::Object& object : admitted.objects) seen.insert(identity_of(object));
  for (auto& [document, counts] : bystanders) {
    diag::Sink unheard;
    auto object = admission::admit(std::move(document), schemas, {options.default_namespace}, sources, unheard);
    if (object && seen.insert(identity_of(*object)).second) {
      admitted.objects.push_back(*std::move(object));
      admitted.objects_read += counts;
    } else {
      admitted.skipped += counts;
    }
  }
}

}  // namespace

Admitted admit_all(gitops::World world, const std::set<std::uint32_t>& walked, const admission::MisspeltKeys& misspelt,
                   const admission::Schemas& schemas, const Options& options, const op::DroppedFields& dropped,
                   const source::Sources& sources, admission::Effort& effort, diag::Sink& sink) {
  admission::Options admission_options{options.default_namespace, &misspelt, {}, &effort};
  Admitted admitted;
  std::vector<Bystander> bystanders;
  const gitops::Bystanders unconcerned(world.documents, walked, options.default_namespace, options.settings);
  for (std::size_t i = 0; i < world.documents.size(); ++i) {
    Document& document = world.documents[i];
    const std::size_t counts = world.counts[i] ? 1 : 0;
    if (unconcerned.has(document)) {
      bystanders.push_back({std::move(document), counts});
      continue;
    }
    const diag::Sink::Mark mark = sink.mark();
    admission::Object refused = admission::as_meant(admission::identify(document.root, admission_options));
    dropped.warn(refused, document.root);
    // What is printed for a gateway is what the operator makes of it that is reproduced.
    const bool is_printed = !options.judge_only && refused.kind == model::kKind<model::VirtualMcpServerSpec>;
    admission_options.older = is_printed ? std::nullopt : options.older;
    auto object = admission::admit(std::move(document), schemas, admission_options, sources, sink, &refused);
    if (object) {
      admitted.objects.push_back(*std::move(object));
      admitted.objects_read += counts;
    } else if (sink.has_errors_since(mark) || admission::is_in_no_place(refused)) {
      admitted.objects_read += counts;
      admitted.objects_refused += counts;
      if (is_wanted(refused, options)) admitted.gateways_refused += counts;
      admitted.refused.push_back(std::move(refused));
    } else if (!refused.value.is_null()) {
      admitted.objects_read += counts;
      if (is_wanted(refused, options)) admitted.gateways_of_older += counts;
      admitted.refused.push_back(std::move(refused));
    } else {
      admitted.skipped += counts;
    }
  }
  admit_bystanders(std::move(bystanders), schemas, options, sources, admitted);
  return admitted;
}

}  // namespace vmcp::render
