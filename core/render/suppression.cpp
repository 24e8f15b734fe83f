#include "core/render/suppression.h"

#include <cstddef>
#include <utility>

#include "core/admission/admit.h"
#include "core/admission/reporter.h"
#include "core/diag/quoted.h"
#include "core/diag/secrecy.h"
#include "core/render/words.h"

namespace vmcp::render {
namespace {

constexpr std::string_view kAnnotation = "vmcp-render/suppress";

std::string no_code(std::string_view code) {
  return "no finding has the code " + diag::quoted(code) + diag::code_hint(code);
}

const yaml::Value* annotation_of(const yaml::Value& root) {
  const yaml::Value* metadata = root.find("metadata");
  const yaml::Value* annotations = metadata == nullptr ? nullptr : metadata->find("annotations");
  const yaml::Value* codes = annotations == nullptr ? nullptr : annotations->find(kAnnotation);
  return codes != nullptr && codes->is_string() ? codes : nullptr;
}

}  // namespace

AskedSuppression read_suppression(std::string_view text) {
  const std::size_t equals = text.find('=');
  diag::Suppression asked{std::string(text.substr(0, equals))};
  if (!diag::is_code(asked.code)) return {std::nullopt, no_code(asked.code)};
  if (equals == std::string_view::npos) return {std::move(asked), ""};
  std::string_view name = text.substr(equals + 1);
  if (const std::size_t slash = name.find('/'); slash != std::string_view::npos) {
    asked.name_space = name.substr(0, slash);
    name.remove_prefix(slash + 1);
    if (asked.name_space.empty()) return {std::nullopt, diag::quoted(text) + " names no namespace before the slash"};
  }
  asked.name = name;
  if (asked.name.empty()) return {std::nullopt, diag::quoted(text) + " names no object"};
  return {std::move(asked), ""};
}

void suppress_as_annotated(std::span<const yaml::Document> documents, const std::string& default_namespace,
                           const source::Sources& sources, diag::Sink& sink) {
  const admission::Reporter reporter(sink, sources, diag::Stage::kAdmission);
  for (const yaml::Document& document : documents) {
    const yaml::Value* codes = annotation_of(document.root);
    if (codes == nullptr) continue;
    admission::Object object = admission::identify(document.root, {default_namespace});
    const bool is_secret = diag::is_secret_kind(object.kind);
    for (const std::string& code : list_items(codes->as_string())) {
      if (diag::is_code(code)) {
        sink.suppress({code, object.name, object.name_space, object.kind});
        continue;
      }
      object.value = document.root;
      // In a Secret's annotation a value may have been pasted that is like no code.
      const bool shown = !is_secret || !diag::code_hint(code).empty();
      reporter.warning(object, "unknown-code", diag::FieldPath("metadata.annotations").key(kAnnotation),
                       shown ? no_code(code) : "no finding has a code that is named here");
    }
  }
}

}  // namespace vmcp::render
