#include "core/diag/render.h"

namespace vmcp::diag {

std::string without_commands(std::string json) {
  constexpr std::string_view kCommand = "##[";
  for (std::size_t at = json.find(kCommand); at != std::string::npos; at = json.find(kCommand, at)) {
    json.replace(at, 1, "\\u0023");
  }
  return json;
}

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return "";
}

std::string_view stage_name(Stage stage) {
  switch (stage) {
    case Stage::kUsage:
      return "usage";
    case Stage::kParse:
      return "parse";
    case Stage::kAdmission:
      return "admission";
    case Stage::kOperator:
      return "operator";
    case Stage::kStart:
      return "start";
  }
  return "";
}

}  // namespace vmcp::diag
