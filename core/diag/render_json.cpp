#include <nlohmann/json.hpp>
#include <utility>

#include "core/diag/headline.h"
#include "core/diag/render.h"
#include "core/diag/secrecy.h"
#include "core/diag/visible.h"

namespace vmcp::diag {
namespace {

using Json = nlohmann::ordered_json;

void add(Json& object, const char* key, std::string_view text) {
  if (!text.empty()) object[key] = text;
}

void add_place(Json& object, const Place& place) {
  add(object, "file", place.file);
  if (place.line == 0) return;
  object["line"] = place.line;
  if (place.column != 0) object["column"] = place.column;
}

Json to_json(const ResourceId& whole) {
  const ResourceId resource = shown(whole);
  Json object = Json::object();
  add(object, "apiVersion", resource.api_version);
  add(object, "kind", resource.kind);
  add(object, "namespace", resource.name_space);
  add(object, "name", resource.name);
  return object;
}

Json to_json(const ObjectField& field) {
  Json object = Json::object();
  add(object, "kind", field.kind);
  add(object, "namespace", redacted(field.name_space));
  add(object, "name", redacted(field.name));
  add(object, "path", field.path);
  return object;
}

Json to_json(const Related& related) {
  Json object = Json::object();
  add_place(object, related.place);
  object["message"] = visible(related.message);
  return object;
}

Json to_json(const Edit& edit) {
  return {{"file", edit.file},
          {"line", edit.line},
          {"column", edit.column},
          {"endLine", edit.end_line},
          {"endColumn", edit.end_column},
          {"text", edit.text}};
}

Json to_json(const Diagnostic& finding) {
  Json object = Json::object();
  object["severity"] = severity_name(finding.severity);
  add(object, "code", finding.code);
  object["stage"] = stage_name(finding.stage);
  object["message"] = visible(finding.message);
  add_place(object, finding.place);
  add(object, "path", finding.path);
  if (finding.resource != ResourceId{}) object["resource"] = to_json(finding.resource);
  if (finding.object != ObjectField{}) object["object"] = to_json(finding.object);
  if (!finding.related.empty()) {
    Json related = Json::array();
    for (const Related& place : finding.related) related.push_back(to_json(place));
    object["related"] = std::move(related);
  }
  add(object, "suggestion", finding.suggestion);
  if (!finding.edits.empty()) {
    Json edits = Json::array();
    for (const Edit& edit : finding.edits) edits.push_back(to_json(edit));
    object["edits"] = std::move(edits);
  }
  if (finding.more != 0) object["more"] = finding.more;
  return object;
}

}  // namespace

std::string render_json(std::span<const Diagnostic> findings) {
  Json array = Json::array();
  for (const Diagnostic& finding : findings) array.push_back(to_json(finding));
  return harmless_json(array.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace vmcp::diag
