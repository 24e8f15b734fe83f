#include "core/render/admit_all.h"

#include <string>
#include <tuple>
#include <utility>

#include "core/admission/admit.h"
#include "core/admission/misplaced_kind.h"
#include "core/render/bystanders.h"

namespace vmcp::render {
namespace {

using yaml::Document;

void admit_bystanders(std::vector<Document> bystanders, const admission::Schemas& schemas, const Options& options,
                      const source::Sources& sources, Admitted& admitted) {
  const auto identity_of = [](const admission::Object& object) {
    return std::tuple(std::string(object.group()), object.kind, object.name_space, object.name);
  };
  std::set<std::tuple<std::string, std::string, std::string, std::string>> seen;
  for (const admission::Object& object : admitted.objects) seen.insert(identity_of(object));
  for (Document& document : bystanders) {
    diag::Sink unheard;
    auto object = admission::admit(std::move(document), schemas, {options.default_namespace}, sources, unheard);
    if (object && seen.insert(identity_of(*object)).second) {
      admitted.objects.push_back(*std::move(object));
    } else {
      ++admitted.skipped;
    }
  }
}

}  // namespace

Admitted admit_all(std::vector<Document> documents, const std::set<std::uint32_t>& walked,
                   const admission::Schemas& schemas, const Options& options, const op::DroppedFields& dropped,
                   const source::Sources& sources, diag::Sink& sink) {
  const admission::Options admission_options{options.default_namespace};
  Admitted admitted;
  std::vector<Document> bystanders;
  const Bystanders unconcerned(documents, walked, options);
  for (Document& document : documents) {
    if (unconcerned.has(document)) {
      bystanders.push_back(std::move(document));
      continue;
    }
    const diag::Sink::Mark mark = sink.mark();
    admission::Object refused = admission::as_meant(admission::identify(document.root, admission_options));
    dropped.warn(refused, document.root);
    auto object = admission::admit(std::move(document), schemas, admission_options, sources, sink, &refused);
    if (object) {
      admitted.objects.push_back(*std::move(object));
    } else if (sink.has_errors_since(mark)) {
      admitted.refused.push_back(std::move(refused));
    } else {
      ++admitted.skipped;
    }
  }
  admit_bystanders(std::move(bystanders), schemas, options, sources, admitted);
  return admitted;
}

}  // namespace vmcp::render
