#include "core/admission/reporter.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "core/admission/variable.h"
#include "core/diag/code.h"
#include "core/diag/quoted.h"
#include "core/diag/secrecy.h"
#include "core/yaml/described.h"
#include "core/yaml/location.h"

namespace vmcp::admission {

namespace {

/// A message about `value`, which `path` leads to, without the value and the parts of it that are quoted, where that
/// must not be shown.
std::string without_secret(std::string message, const yaml::Value& value, const diag::FieldPath& path) {
  if (!value.is_string() || value.as_string().empty()) return message;
  const std::string& secret = value.as_string();
  if (diag::Secrecy::at(path.str()).shows(secret) && !diag::looks_secret(secret)) return message;
  const std::string whole = '"' + secret + '"';
  const std::string escaped = diag::quoted(secret);
  std::string out;
  std::size_t at = 0;
  while (at < message.size()) {
    if (message[at] != '"') {
      out += message[at++];
      continue;
    }
    const std::string_view rest = std::string_view(message).substr(at);
    if (rest.starts_with(whole) || rest.starts_with(escaped)) {
      out += yaml::described(value);
      at += rest.starts_with(whole) ? whole.size() : escaped.size();
      continue;
    }
    const std::size_t end = std::min(rest.find('"', 1), rest.size());
    const std::string_view part = rest.substr(1, end - 1);
    const bool is_part =
        !part.empty() && (secret.find(part) != std::string::npos || escaped.find(part) != std::string::npos);
    const std::string_view quotation = rest.substr(0, end + 1);
    out += is_part ? "\"***\"" : quotation;
    at += quotation.size();
  }
  return out;
}

}  // namespace

void Reporter::report(diag::Severity severity, const Object& object, diag::Code code, const diag::FieldPath& path,
                      diag::Message message) const {
  if (auto one = finding(severity, object, code, path, std::move(message))) sink_.add(*std::move(one));
}

void Reporter::report_at(diag::Place place, diag::Severity severity, const Object& object, diag::Code code,
                         const diag::FieldPath& path, diag::Message message) const {
  sink_.add(make(severity, object, code, path, std::move(place), std::move(message)));
}

std::optional<diag::Diagnostic> Reporter::finding(diag::Severity severity, const Object& object, diag::Code code,
                                                  const diag::FieldPath& path, diag::Message message) const {
  const yaml::Location at = yaml::find_location(object.value, path.str(), &search_);
  // What configures us is substituted by nobody.
  const bool is_input = stage_ != diag::Stage::kUsage;
  if (is_input && at.value != nullptr && has_variable(*at.value) && !holds_for_every_text(code)) {
    if (severity == diag::Severity::kError) pass_over_error();
    return std::nullopt;
  }
  if (at.value != nullptr) {
    message.message = without_secret(std::move(message.message), *at.value, path) + variable_hint(*at.value);
  }
  return make(severity, object, code, path, place(at.mark), std::move(message));
}

std::string_view Reporter::text_at(const yaml::Mark& mark) const {
  constexpr std::size_t kLargest = 256 * 1024;
  if (!mark.known() || sources_.at(mark.source).text.size() > kLargest) return {};
  std::string_view text = sources_.at(mark.source).text;
  for (std::uint32_t line = 1; line < mark.line; ++line) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  constexpr auto kInsideCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  for (std::uint32_t column = 1; column < mark.column && !text.empty(); ++column) {
    text.remove_prefix(1);
    while (!text.empty() && kInsideCharacter(text.front())) text.remove_prefix(1);
  }
  return text;
}

bool Reporter::holds_for_every_text(diag::Code code) {
  constexpr std::array<diag::Code, 9> kCodes = {"conflicting-fields", "deprecated-field",  "duplicate-object",
                                                "ignored-field",      "lowered-reference", "missing-field",
                                                "not-built",          "unknown-field",     "unknown-kind"};
  return std::ranges::find(kCodes, code) != kCodes.end();
}

diag::Place Reporter::place(const Object& object, const diag::FieldPath& path) const {
  return place(yaml::find_location(object.value, path.str(), &search_).mark);
}

diag::Place Reporter::place(const yaml::Mark& mark) const { return yaml::place_of(sources_, mark); }

diag::Diagnostic Reporter::make(diag::Severity severity, const Object& object, diag::Code code,
                                const diag::FieldPath& path, diag::Place place, diag::Message message) const {
  return {std::move(message), severity, stage_, code, std::move(place), path.str(), object.id()};
}

}  // namespace vmcp::admission
