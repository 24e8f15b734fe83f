#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "core/diag/headline.h"
#include "core/diag/render.h"
#include "core/diag/visible.h"

namespace vmcp::diag {
namespace {

using Json = nlohmann::ordered_json;

std::string_view degree(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "critical";
    case Severity::kWarning:
      return "minor";
    case Severity::kNote:
      return "info";
  }
  return "";
}

/// FNV-1a of texts, of 64 bits in hexadecimal digits: who looks for a finding of the last run needs no more.
class Fingerprint {
 public:
  Fingerprint& add(std::string_view text) {
    for (const char c : text) mix(static_cast<unsigned char>(c));
    mix(0);
    return *this;
  }

  std::string text() const {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out;
    for (unsigned shift = 64; shift != 0; shift -= 4) out += kHex[(hash_ >> (shift - 4)) & 0xfU];
    return out;
  }

 private:
  void mix(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001b3U; }

  std::uint64_t hash_ = 0xcbf29ce484222325U;
};

/// What stays when lines are added above. `seen` counts how many findings look the same, which the number tells apart.
std::string fingerprint(const Diagnostic& finding, std::map<std::string, std::size_t>& seen) {
  const ResourceId resource = shown(finding.resource);
  Fingerprint of;
  of.add(finding.code).add(finding.place.file).add(resource.api_version).add(resource.kind).add(resource.name_space);
  of.add(resource.name).add(finding.path).add(finding.message);
  if (const std::size_t before = seen[of.text()]++; before != 0) of.add(std::to_string(before));
  return of.text();
}

/// GitLab links to the file in the repository, so each finding has one: the repository where none is known.
Json location(const Place& place) {
  std::string_view file = place.file;
  while (file.starts_with("./")) file.remove_prefix(2);
  return {{"path", file.empty() ? "." : visible(file)}, {"lines", {{"begin", place.line == 0 ? 1 : place.line}}}};
}

}  // namespace

std::string render_gitlab(std::span<const Diagnostic> findings) {
  Json array = Json::array();
  std::map<std::string, std::size_t> seen;
  for (const Diagnostic& finding : findings) {
    Json object = Json::object();
    const std::string block = suggested_block(finding);
    object["description"] = headline(finding) + (block.empty() ? "" : "\nsuggestion:\n" + block);
    object["check_name"] = finding.code.empty() ? std::string_view("vmcp-render") : std::string_view(finding.code);
    object["fingerprint"] = fingerprint(finding, seen);
    object["severity"] = degree(finding.severity);
    object["location"] = location(finding.place);
    array.push_back(std::move(object));
  }
  return harmless_json(array.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace vmcp::diag
