#include "core/diag/headline.h"
#include "core/diag/render.h"
#include "core/diag/visible.h"

namespace vmcp::diag {
namespace {

std::string_view command(Severity severity) { return severity == Severity::kNote ? "notice" : severity_name(severity); }

/// What the runner decodes in a message: visible text has no line breaks, so only the escape itself is left.
std::string escape_message(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out += "%25";
    } else {
      out += c;
    }
  }
  return out;
}

/// In a property a colon ends the command and a comma the property, too.
std::string escape_property(std::string_view text) {
  std::string out;
  for (const char c : escape_message(text)) {
    if (c == ':') {
      out += "%3A";
    } else if (c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string properties(const Diagnostic& finding) {
  std::string out;
  const auto add = [&](std::string_view name, std::string_view value) {
    out += out.empty() ? ' ' : ',';
    out.append(name).append("=").append(escape_property(visible(value)));
  };
  if (!finding.place.file.empty()) add("file", finding.place.file);
  if (finding.place.line != 0) add("line", std::to_string(finding.place.line));
  if (finding.place.line != 0 && finding.place.column != 0) add("col", std::to_string(finding.place.column));
  if (!finding.code.empty()) add("title", finding.code);
  return out;
}

std::string place_text(const Place& place) {
  std::string text = visible(place.file);
  if (place.line != 0) text += ':' + std::to_string(place.line);
  return text;
}

}  // namespace

std::string render_github(std::span<const Diagnostic> findings) {
  std::string out;
  for (const Diagnostic& finding : findings) {
    out.append("::").append(command(finding.severity)).append(properties(finding)).append("::");
    out += escape_message(headline(finding));
    for (const Related& related : finding.related) {
      out += "%0A" + escape_message(place_text(related.place) + ": " + visible(related.message));
    }
    out += '\n';
  }
  return out;
}

}  // namespace vmcp::diag
