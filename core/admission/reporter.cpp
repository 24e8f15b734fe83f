#include "core/admission/reporter.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "core/diag/code.h"
#include "core/diag/quoted.h"
#include "core/diag/secrecy.h"
#include "core/yaml/described.h"
#include "core/yaml/location.h"

namespace vmcp::admission {

namespace {

/// A message about `value`, which `path` leads to, without the value and the parts of it that are quoted, where that
/// must not be shown.
std::string without_secret(std::string message, const yaml::Value& value, const TextFacts::Facts& facts,
                           const diag::FieldPath& path) {
  if (!value.is_string() || value.as_string().empty()) return message;
  const std::string& secret = value.as_string();
  if (diag::Secrecy::at(path.str()).shows(secret) && !facts.looks_secret) return message;
  const std::string of_short = facts.quoted.empty() ? diag::quoted(secret) : std::string();
  const std::string_view escaped = facts.quoted.empty() ? of_short : facts.quoted;
  // What may be a part of a long one is not looked for in it again and again.
  const bool is_long = !facts.quoted.empty();
  std::string out;
  std::size_t at = 0;
  while (at < message.size()) {
    if (message[at] != '"') {
      out += message[at++];
      continue;
    }
    const std::string_view rest = std::string_view(message).substr(at);
    const bool is_whole = rest.substr(1).starts_with(secret) && rest.substr(1 + secret.size()).starts_with('"');
    if (is_whole || rest.starts_with(escaped)) {
      out += yaml::described(value);
      at += is_whole ? secret.size() + 2 : escaped.size();
      continue;
    }
    const std::size_t end = std::min(rest.find('"', 1), rest.size());
    const std::string_view part = rest.substr(1, end - 1);
    const bool is_part =
        !part.empty() && (is_long || secret.find(part) != std::string::npos || escaped.find(part) != std::string::npos);
    const std::string_view quotation = rest.substr(0, end + 1);
    out += is_part ? "\"***\"" : quotation;
    at += quotation.size();
  }
  return out;
}

}  // namespace

void Reporter::report(diag::Severity severity, const Object& object, diag::Code code, const diag::FieldPath& path,
                      diag::Message message) const {
  const yaml::Location at = yaml::find_location(object.value, path.str(), &search_);
  diag::Place where = place(at.mark);
  if (sink_.only_counts(severity, code, where.file)) {
    if (is_unheard_about_variable(code) && at.value != nullptr && facts_.has_variable_for_count(*at.value)) {
      pass_over(severity, code);
    } else {
      sink_.count(severity, code, where.file);
    }
    return;
  }
  diag::Diagnostic one = make(severity, object, code, path, std::move(where), {});
  if (complete(one, at.value, path, std::move(message))) sink_.add(std::move(one));
}

bool Reporter::count(diag::Severity severity, diag::Code code, const diag::Place& place) const {
  const bool only_counts = sink_.only_counts(severity, code, place.file);
  if (only_counts) sink_.count(severity, code, place.file);
  return only_counts;
}

void Reporter::report_at(diag::Place place, diag::Severity severity, const Object& object, diag::Code code,
                         const diag::FieldPath& path, diag::Message message) const {
  sink_.add(make(severity, object, code, path, std::move(place), std::move(message)));
}

std::optional<diag::Diagnostic> Reporter::finding(diag::Severity severity, const Object& object, diag::Code code,
                                                  const diag::FieldPath& path, diag::Message message) const {
  const yaml::Location at = yaml::find_location(object.value, path.str(), &search_);
  diag::Diagnostic one = make(severity, object, code, path, place(at.mark), {});
  if (!complete(one, at.value, path, std::move(message))) return std::nullopt;
  return one;
}

bool Reporter::is_unheard_about_variable(diag::Code code) const {
  // What configures us is substituted by nobody.
  return stage_ != diag::Stage::kUsage && !holds_for_every_text(code);
}

void Reporter::pass_over(diag::Severity severity, diag::Code code) const {
  constexpr std::array<diag::Code, 7> kOfText = {
      "audience-mismatch", "audience-not-allowed", "insecure-secret-transport", "insecure-url",
      "invalid-url",       "issuer-mismatch",      "self-trusted-issuer"};
  const bool leaves_rest = stage_ == diag::Stage::kOperator && std::ranges::find(kOfText, code) != kOfText.end();
  if (severity == diag::Severity::kError && !leaves_rest) pass_over_error();
}

bool Reporter::complete(diag::Diagnostic& finding, const yaml::Value* value, const diag::FieldPath& path,
                        diag::Message message) const {
  if (value != nullptr) {
    const TextFacts::Facts& facts = facts_.of(*value);
    if (facts.has_variable && is_unheard_about_variable(finding.code)) {
      pass_over(finding.severity, finding.code);
      return false;
    }
    message.message = without_secret(std::move(message.message), *value, facts, path) + facts.hint;
  }
  static_cast<diag::Message&>(finding) = std::move(message);
  return true;
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
