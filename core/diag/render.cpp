#include "core/diag/render.h"

#include <cstddef>

#include "core/diag/visible.h"
#include "core/text/utf8.h"

namespace vmcp::diag {

std::string harmless_json(std::string_view json) {
  constexpr std::string_view kCommand = "##[";
  std::string out;
  out.reserve(json.size());
  const auto escape = [&](char32_t unit) {
    constexpr std::string_view kHex = "0123456789abcdef";
    out += "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U}) out += kHex[unit >> shift & 0xfU];
  };
  for (std::size_t at = 0; at < json.size();) {
    const bool is_command = json.substr(at).starts_with(kCommand);
    const text::Character character = text::decode_utf8(json, at);
    // What breaks lines between the values is none of them.
    if (!is_command && (character.code < '\x7f' || !is_invisible(character.code))) {
      out += json.substr(at, character.size);
    } else if (character.code <= 0xffff) {
      escape(character.code);
    } else {
      escape(0xd7c0 + (character.code >> 10U));
      escape(0xdc00 + (character.code & 0x3ffU));
    }
    at += character.size;
  }
  return out;
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
    case Stage::kApply:
      return "apply";
    case Stage::kPod:
      return "pod";
    case Stage::kStart:
      return "start";
  }
  return "";
}

}  // namespace vmcp::diag
