#include "core/gitops/patch_contents.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/diag/quoted.h"
#include "core/diag/sink.h"
#include "core/gitops/inner_text.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

bool is_part(const Value& value) {
  return value.members().empty() ||
         (!value.string_at("kind").empty() && !yaml::text_at(value, {"metadata", "name"}).empty());
}

/// A way to patch that kustomize does not know; empty: none.
std::string_view unknown_strategy(const Value& value) {
  constexpr std::array<std::string_view, 3> kKnown = {"delete", "merge", "replace"};
  if (value.is_sequence() || value.is_mapping()) {
    const std::string_view stated = value.string_at("$patch");
    if (!stated.empty() && std::ranges::find(kKnown, stated) == kKnown.end()) return stated;
    const auto below = [](const auto& all, const auto& value_of) {
      for (const auto& one : all) {
        if (const std::string_view found = unknown_strategy(value_of(one)); !found.empty()) return found;
      }
      return std::string_view{};
    };
    return value.is_mapping() ? below(value.members(), [](const auto& one) -> const Value& { return one.value; })
                              : below(value.items(), [](const auto& one) -> const Value& { return one; });
  }
  return {};
}

}  // namespace

bool is_syntax_error(std::string_view code) {
  constexpr std::array<std::string_view, 5> kCodes = {"yaml-syntax", "json-syntax", "invalid-utf8", "undefined-alias",
                                                      "trailing-content"};
  return std::ranges::find(kCodes, code) != kCodes.end();
}

bool is_broken_json(std::string_view text) { return text.starts_with('[') && !nlohmann::ordered_json::accept(text); }

PatchContents read_patch(const Value& text, OuterTexts& texts) {
  diag::Sink sink;
  PatchContents contents;
  contents.place = text.mark();
  const InnerPlaces places(text, texts);
  contents.values = read_inner(text.as_string(), places, sink);
  if (is_broken_json(text.as_string())) {
    contents.problem = "the patch begins as JSON does, and is none";
  }
  for (const diag::Diagnostic& finding : sink.all()) {
    contents.readable = false;
    if (is_syntax_error(std::string_view(finding.code))) {
      contents.problem = "the patch cannot be read: " + finding.message;
      contents.place = places.of({0, finding.place.line, finding.place.column});
    }
  }
  if (!contents.readable) contents.values.clear();
  return contents;
}

std::string problem_of(const std::vector<Value>& values, std::string_view list, bool has_target) {
  const bool takes_parts = list != "patchesJson6902";
  const bool takes_operations = list != "patchesStrategicMerge";
  std::size_t parts = 0;
  for (const Value& value : values) {
    const bool is_operations = value.is_sequence() && std::ranges::all_of(value.items(), &Value::is_mapping);
    if (value.is_mapping() && takes_parts) {
      if (!is_part(value)) return "a part of an object that is a patch has a \"kind\" and a \"metadata.name\"";
      if (const std::string_view strategy = unknown_strategy(value); !strategy.empty()) {
        return "\"$patch\" is \"delete\", \"merge\" or \"replace\", and not " + diag::quoted(strategy);
      }
      ++parts;
    } else if (is_operations && takes_operations && values.size() == 1) {
      if (!has_target && !value.items().empty()) return "a list of operations needs a \"target\"";
    } else {
      return takes_parts && takes_operations ? "the patch is neither a part of an object nor a list of operations"
             : takes_parts                   ? "the patch is no part of an object"
                                             : "the patch is no list of operations";
    }
  }
  if (parts > 1 && has_target && list == "patches") return "several parts of objects cannot have one \"target\"";
  return {};
}

}  // namespace vmcp::gitops
