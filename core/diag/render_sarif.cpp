#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/diag/code.h"
#include "core/diag/explain.h"
#include "core/diag/explanations/explanations.h"
#include "core/diag/headline.h"
#include "core/diag/render.h"
#include "core/diag/visible.h"

namespace vmcp::diag {
namespace {

/// A member that is not there yet must not be indexed or pushed to: nlohmann's json makes an object or a list of it
/// before it has the memory, and its destructor cannot cope with one that never got it.
using Json = nlohmann::ordered_json;

/// A path as a relative or absolute URI reference: bytes that a URI cannot hold are percent-encoded.
std::string uri(std::string_view path) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.append("%").append(1, kHex[byte >> 4U]).append(1, kHex[byte & 0xfU]);
  }
  return out;
}

Json physical_location(const Place& place) {
  Json location = {{"artifactLocation", {{"uri", uri(place.file)}}}};
  if (place.line == 0) return location;
  Json region = {{"startLine", place.line}};
  if (place.column != 0) region["startColumn"] = place.column;
  location["region"] = std::move(region);
  return location;
}

Json replacement(const Edit& edit) {
  return {{"deletedRegion",
           {{"startLine", edit.line},
            {"startColumn", edit.column},
            {"endLine", edit.end_line},
            {"endColumn", edit.end_column}}},
          {"insertedContent", {{"text", edit.text}}}};
}

/// The edits of a finding as one fix, those of a file together; all of them are in one.
Json fix(const Diagnostic& finding) {
  Json replacements = Json::array();
  for (const Edit& edit : finding.edits) replacements.push_back(replacement(edit));
  const std::string& file = finding.edits.front().file;
  return {{"artifactChanges",
           Json::array({{{"artifactLocation", {{"uri", uri(file)}}}, {"replacements", std::move(replacements)}}})}};
}

std::string qualified_name(const Diagnostic& finding) {
  const ResourceId resource = shown(finding.resource);
  std::string name = resource.kind;
  for (const std::string& part : {resource.name_space, resource.name, finding.path}) {
    if (!part.empty()) name += (name.empty() ? "" : "/") + part;
  }
  return visible(name);
}

Json rules() {
  Json list = Json::array();
  for (const CodeMeaning& code : kCodes) {
    const Explanation& explanation = *find_explanation(code.code);
    list.push_back({{"id", code.code},
                    {"shortDescription", {{"text", code.meaning}}},
                    {"fullDescription", {{"text", std::string(explanation.what).append(" ").append(explanation.why)}}},
                    {"help", {{"text", help_text(explanation)}}}});
  }
  return list;
}

Json result(const Diagnostic& finding) {
  Json object = Json::object();
  const std::string_view code = finding.code;
  const auto rule = std::ranges::find(kCodes, code, &CodeMeaning::code);
  if (rule != kCodes.end()) {
    object["ruleId"] = code;
    object["ruleIndex"] = rule - kCodes.begin();
  }
  object["level"] = severity_name(finding.severity);
  const std::string block = suggested_block(finding);
  object["message"] = {{"text", headline(finding) + (block.empty() ? "" : "\nsuggestion:\n" + block)}};
  Json location = Json::object();
  if (!finding.place.file.empty()) location["physicalLocation"] = physical_location(finding.place);
  if (const std::string name = qualified_name(finding); !name.empty()) {
    location["logicalLocations"] = Json::array({{{"fullyQualifiedName", name}}});
  }
  if (!location.empty()) object["locations"] = Json::array({std::move(location)});
  Json related_locations = Json::array();
  for (const Related& related : finding.related) {
    if (related.place.file.empty()) continue;
    related_locations.push_back(
        {{"physicalLocation", physical_location(related.place)}, {"message", {{"text", visible(related.message)}}}});
  }
  if (!related_locations.empty()) object["relatedLocations"] = std::move(related_locations);
  if (!finding.edits.empty()) object["fixes"] = Json::array({fix(finding)});
  return object;
}

}  // namespace

std::string render_sarif(std::span<const Diagnostic> findings, std::string_view version) {
  Json results = Json::array();
  for (const Diagnostic& finding : findings) results.push_back(result(finding));
  const Json driver = {{"name", "vmcp-render"}, {"version", version}, {"rules", rules()}};
  // Columns count characters, which is not what SARIF assumes.
  const Json run = {{"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}, {"results", results}};
  const Json log = {
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
  return harmless_json(log.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace vmcp::diag
