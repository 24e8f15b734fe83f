#include "core/gitops/resource_faults.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "core/diag/quoted.h"
#include "core/gitops/patch_contents.h"
#include "core/text/nearest.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

std::string absence(std::string_view path) { return "an object has no " + diag::quoted(path); }

/// Of a field that is not there, at `path`.
FieldFault absent(const Value& holder, std::string_view field, std::string_view path) {
  if (holder.is_mapping()) {
    for (const yaml::Member& member : holder.members()) {
      if (text::nearest(member.key, std::span(&field, 1)).empty()) continue;
      return absent_field(path, member.key, member.key_mark);
    }
  }
  return {std::string(path), holder.mark(), absence(path)};
}

bool is_stated(const Value* value) {
  return value != nullptr && !value->is_null() && !(value->is_string() && value->as_string().empty());
}

}  // namespace

FieldFault absent_field(std::string_view path, std::string_view written, const yaml::Mark& mark) {
  return {std::string(path), mark, absence(path) + ", but " + diag::quoted(written),
          std::string(path.substr(path.rfind('.') + 1))};
}

std::optional<FieldFault> resource_fault(const Value& root) {
  if (root.is_null() || (root.is_mapping() && root.members().empty())) return std::nullopt;
  if (!root.is_mapping()) return FieldFault{"", root.mark(), "this is no object"};
  if (!is_stated(root.find("kind"))) return absent(root, "kind", "kind");
  if (root.string_at("kind").ends_with("List")) return std::nullopt;
  const Value* metadata = root.find("metadata");
  if (!is_stated(metadata)) return absent(root, "metadata", "metadata");
  if (!is_stated(metadata->find("name"))) return absent(*metadata, "name", "metadata.name");
  return std::nullopt;
}

bool mend(Value& root, const FieldFault& fault) {
  Value* holder = fault.path == "metadata.name" ? root.find("metadata") : &root;
  if (fault.meant.empty() || holder == nullptr) return false;
  const auto member = std::ranges::find(holder->members(), fault.mark, &yaml::Member::key_mark);
  if (member == holder->members().end()) return false;
  member->key = fault.meant;
  return true;
}

std::vector<FieldFault> resource_faults(const source::Sources& sources, std::uint32_t source,
                                        std::vector<yaml::Document>& mended, diag::Sink& sink) {
  std::vector<FieldFault> faults;
  for (yaml::Document& document :
       yaml::read(sources, source, sink, {.roots = yaml::Roots::kAny, .strictness = yaml::Strictness::kLenient})) {
    std::optional<FieldFault> fault = resource_fault(document.root);
    if (!fault) continue;
    if (mend(document.root, *fault)) mended.push_back(std::move(document));
    faults.push_back(*std::move(fault));
  }
  for (const diag::Diagnostic& finding : sink.all()) {
    if (!is_syntax_error(std::string_view(finding.code))) continue;
    faults.push_back(
        {"", {source, finding.place.line, finding.place.column}, "this cannot be read: " + finding.message});
    break;
  }
  return faults;
}

}  // namespace vmcp::gitops
