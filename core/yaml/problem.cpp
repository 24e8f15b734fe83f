#include "core/yaml/problem.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/diag/secrecy.h"
#include "core/text/ascii.h"

namespace vmcp::yaml {
namespace {

bool is_name(std::string_view key) {
  constexpr std::size_t kLongest = 64;
  constexpr std::string_view kOthers = "-_./$";
  return key.size() <= kLongest && !diag::looks_secret(key) && std::ranges::all_of(key, [&](char c) {
           return text::is_alphanumeric(c) || kOthers.find(c) != std::string_view::npos;
         });
}

bool is_field_of_secret(std::string_view key) {
  constexpr std::array<std::string_view, 9> kFields = {"apiVersion", "data",   "immutable",  "kind", "metadata",
                                                       "spec",       "status", "stringData", "type"};
  return std::ranges::find(kFields, key) != kFields.end();
}

bool is_secret(const Mapping& members) {
  return std::ranges::any_of(members, [](const Member& member) {
    return member.key == "kind" && member.value.is_string() && diag::is_secret_kind(member.value.as_string());
  });
}

}  // namespace

void fail_duplicate_key(const Duplicate& duplicate, const Mapping& members) {
  const std::string& key = duplicate.again->key;
  const bool shown = is_name(key) && (is_field_of_secret(key) || !is_secret(members));
  throw Problem{0, "duplicate-key",
                "key " + (shown ? '"' + key + '"' : "of " + std::to_string(key.size()) + " bytes") + " is given twice",
                duplicate.again->key_mark, duplicate.first->key_mark};
}

void fail_too_deep(std::size_t offset) { throw Problem{offset, "too-deep", "the document is nested too deeply"}; }

}  // namespace vmcp::yaml
