#include <algorithm>
#include <vector>

#include "core/diag/headline.h"
#include "core/diag/render.h"
#include "core/diag/visible.h"

namespace vmcp::diag {
namespace {

constexpr std::string_view kName = "vmcp-render";

/// Text between tags or in a quoted attribute, which is visible() but for line breaks: XML 1.0 has no way to write
/// control characters.
std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  return ' ' + std::string(name) + "=\"" + escape(visible(value)) + '"';
}

std::string counts(std::span<const Diagnostic> findings, Severity fails_from) {
  // One that stands for others is one test case, too: readers add up the elements, or refuse what does not add up.
  const auto failures =
      std::ranges::count_if(findings, [&](const Diagnostic& one) { return one.severity <= fails_from; });
  return attribute("tests", std::to_string(std::max<std::size_t>(findings.size(), 1))) +
         attribute("failures", std::to_string(failures)) + attribute("errors", "0");
}

std::string place_text(const Diagnostic& finding) {
  std::string text = finding.place.file;
  if (finding.place.line != 0) text += ':' + std::to_string(finding.place.line);
  if (finding.place.line != 0 && finding.place.column != 0) text += ':' + std::to_string(finding.place.column);
  return text;
}

std::string test_case(const Diagnostic& finding, Severity fails_from) {
  const std::string place = place_text(finding);
  const std::string what = headline(finding);
  const std::string block = suggested_block(finding);
  std::string code(finding.code);
  if (code.empty()) code = "differs";
  const std::string body = (place.empty() ? "" : visible(place) + ": ") + std::string(severity_name(finding.severity)) +
                           ": " + what + (block.empty() ? "" : "\nsuggestion:\n" + block);
  std::string out = "    <testcase" + attribute("classname", finding.place.file.empty() ? kName : finding.place.file) +
                    attribute("name", code + (place.empty() ? "" : " at " + place)) + ">\n";
  if (finding.severity <= fails_from) {
    out +=
        "      <failure" + attribute("type", code) + attribute("message", what) + '>' + escape(body) + "</failure>\n";
  } else {
    out += "      <system-out>" + escape(body) + "</system-out>\n";
  }
  return out + "    </testcase>\n";
}

std::string suite(std::string_view name, std::span<const Diagnostic> findings, Severity fails_from) {
  std::string out = "  <testsuite" + attribute("name", name) + counts(findings, fails_from) + ">\n";
  for (const Diagnostic& finding : findings) out += test_case(finding, fails_from);
  if (findings.empty())
    out += "    <testcase" + attribute("classname", kName) + attribute("name", "no findings") + "/>\n";
  return out + "  </testsuite>\n";
}

}  // namespace

std::string render_junit(std::span<const Diagnostic> findings, Severity fails_from) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", kName) +
                    counts(findings, fails_from) + ">\n";
  if (findings.empty()) out += suite(kName, {}, fails_from);
  for (auto rest = findings; !rest.empty();) {
    const std::string& file = rest.front().place.file;
    const auto end = std::ranges::find_if(rest, [&](const Diagnostic& one) { return one.place.file != file; });
    const auto size = static_cast<std::size_t>(end - rest.begin());
    out += suite(file.empty() ? kName : std::string_view{file}, rest.first(size), fails_from);
    rest = rest.subspan(size);
  }
  return out + "</testsuites>\n";
}

}  // namespace vmcp::diag
