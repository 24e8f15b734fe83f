#include "core/admission/reporter.h"

#include <utility>

#include "core/admission/variable.h"
#include "core/diag/code.h"
#include "core/diag/secrecy.h"
#include "core/yaml/described.h"
#include "core/yaml/location.h"

namespace vmcp::admission {

namespace {

/// A message about `value`, which `path` leads to, without the value where that must not be shown.
std::string without_secret(std::string message, const yaml::Value& value, const diag::FieldPath& path) {
  if (!value.is_string() || value.as_string().empty() || diag::Secrecy::at(path.str()).shows_value()) return message;
  const std::string quoted = '"' + value.as_string() + '"';
  for (std::size_t at = message.find(quoted); at != std::string::npos; at = message.find(quoted, at)) {
    message.replace(at, quoted.size(), yaml::described(value));
  }
  return message;
}

}  // namespace

std::string_view Object::group() const {
  const std::size_t slash = api_version.find('/');
  return slash == std::string::npos ? std::string_view{} : std::string_view{api_version}.substr(0, slash);
}

diag::Diagnostic& Reporter::error(const Object& object, diag::Code code, const diag::FieldPath& path,
                                  std::string message) const {
  return add_about(diag::Severity::kError, object, code, path, std::move(message));
}

diag::Diagnostic& Reporter::warning(const Object& object, diag::Code code, const diag::FieldPath& path,
                                    std::string message) const {
  return add_about(diag::Severity::kWarning, object, code, path, std::move(message));
}

diag::Diagnostic& Reporter::add_about(diag::Severity severity, const Object& object, diag::Code code,
                                      const diag::FieldPath& path, std::string message) const {
  const yaml::Location at = yaml::find_location(object.value, path.str(), &search_);
  if (at.value != nullptr) message = without_secret(std::move(message), *at.value, path) + variable_hint(*at.value);
  return add(severity, object, code, path, place(at.mark), std::move(message));
}

diag::Place Reporter::place(const Object& object, const diag::FieldPath& path) const {
  return place(yaml::find_location(object.value, path.str(), &search_).mark);
}

diag::Place Reporter::place(const yaml::Mark& mark) const {
  if (!mark.known()) return {};
  return {sources_.at(mark.source).name, mark.line, mark.column};
}

diag::Diagnostic& Reporter::add(diag::Severity severity, const Object& object, diag::Code code,
                                const diag::FieldPath& path, diag::Place place, std::string message) const {
  diag::Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.stage = stage_;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  diagnostic.place = std::move(place);
  diagnostic.path = path.str();
  diagnostic.resource = object.id();
  return sink_.add(std::move(diagnostic));
}

}  // namespace vmcp::admission
