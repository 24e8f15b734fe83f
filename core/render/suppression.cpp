#include "core/render/suppression.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/admit.h"
#include "core/admission/reporter.h"
#include "core/diag/document_reporter.h"
#include "core/diag/quoted.h"
#include "core/diag/secrecy.h"
#include "core/render/words.h"
#include "core/text/nearest.h"
#include "core/yaml/fields.h"

namespace vmcp::render {
namespace {

using diag::FieldPath;

constexpr std::string_view kAnnotation = "vmcp-render/suppress";

std::string no_code(std::string_view code) { return "no finding has the code " + diag::quoted(code); }

/// Whether an annotation was meant to be the one that is read: one of this program's, or nearly that.
bool is_misspelt(std::string_view annotation) {
  if (annotation == kAnnotation) return false;
  return annotation.starts_with("vmcp-render/") || !text::nearest(annotation, std::array{kAnnotation}).empty();
}

/// `[NS/]NAME`
std::string object_of(const diag::Suppression& asked) {
  return (asked.name_space.empty() ? "" : asked.name_space + '/') + asked.name;
}

/// The objects of the input, as suppressions name them.
class Objects {
 public:
  explicit Objects(const std::set<ObjectName>& all) : all_(all) {
    std::map<std::string_view, std::vector<std::string_view>> names;
    for (const auto& [name_space, name] : all) {
      names[{}].push_back(name);
      names[name_space].push_back(name);
      first_namespace_.try_emplace(name, name_space);
    }
    for (auto& [name_space, of_namespace] : names) names_.try_emplace(name_space, std::move(of_namespace));
  }

  bool has(const diag::Suppression& asked) const {
    return asked.name_space.empty() ? first_namespace_.contains(asked.name)
                                    : all_.contains({asked.name_space, asked.name});
  }

  /// What may have been meant where there is no object of that name: one of a near name, or of this name elsewhere.
  std::string nearest(const diag::Suppression& asked) const {
    const auto names = names_.find(asked.name_space);
    diag::Suppression meant = asked;
    meant.name = names == names_.end() ? std::string_view{} : names->second.nearest(asked.name);
    if (!meant.name.empty()) return object_of(meant);
    const auto elsewhere = first_namespace_.find(asked.name);
    return elsewhere == first_namespace_.end() ? std::string()
                                               : object_of({asked.code, asked.name, std::string(elsewhere->second)});
  }

 private:
  const std::set<ObjectName>& all_;
  std::map<std::string_view, text::NameIndex> names_;  ///< by namespace, and all
  std::map<std::string_view, std::string_view> first_namespace_;
};

}  // namespace

AskedSuppression read_suppression(std::string_view text) {
  const std::size_t equals = text.find('=');
  const std::optional<diag::Code> code = diag::Code::find(text.substr(0, equals));
  if (!code) return {std::nullopt, no_code(text.substr(0, equals)) + diag::code_hint(text.substr(0, equals))};
  diag::Suppression asked{*code};
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
  std::size_t unknown = 0;
  for (const yaml::Document& document : documents) {
    const FieldPath annotations("metadata.annotations");
    std::optional<admission::Object> whole;
    const auto warn = [&](diag::Code code, std::string_view annotation, diag::Message message) {
      if (!whole) {
        whole = admission::identify(document.root, {default_namespace});
        whole->value = document.root;
      }
      reporter.warning(*whole, code, annotations.key(annotation), std::move(message));
    };
    for (const yaml::Member& annotation : yaml::members_at(document.root, {"metadata", "annotations"})) {
      if (is_misspelt(annotation.key)) {
        warn("ignored-field", annotation.key,
             diag::Message("vmcp-render reads no annotation " + diag::quoted(annotation.key)).suggest(kAnnotation));
      }
      if (annotation.key != kAnnotation || !annotation.value.is_string()) continue;
      const admission::Object object = admission::identify(document.root, {default_namespace});
      for (const std::string& text : list_items(annotation.value.as_string())) {
        if (const std::optional<diag::Code> code = diag::Code::find(text)) {
          sink.suppress({*code, object.name, object.name_space, object.kind});
          continue;
        }
        // Of more than are shown no nearest is looked for.
        const std::string hint = ++unknown > diag::Sink::kMostOfACode ? "" : diag::code_hint(text);
        // In a Secret's annotation a value may have been pasted that is like no code.
        const bool shown = !diag::is_secret_kind(object.kind) || !hint.empty();
        warn("unknown-code", kAnnotation, shown ? no_code(text) + hint : "no finding has a code that is named here");
      }
    }
  }
}

void warn_of_unused(std::span<const diag::Suppression> asked, const std::set<ObjectName>& objects, bool all_judged,
                    diag::Sink& sink) {
  const diag::DocumentReporter reporter(sink, diag::Stage::kUsage);
  std::optional<Objects> known;
  for (const diag::Suppression& one : asked) {
    if (one.name.empty() || sink.suppressions().is_used(one)) continue;
    if (!known) known.emplace(objects);
    const bool is_there = known->has(one);
    if (is_there && !all_judged) continue;
    reporter.warning(
        "unused-suppression", {},
        diag::Message(diag::quoted(one.code) + " of " + diag::quoted(object_of(one)) + " suppresses nothing: " +
                      (is_there ? "the object has no such finding" : "the input has no object of that name"))
            .suggest(is_there ? std::string() : known->nearest(one)));
  }
}

}  // namespace vmcp::render
