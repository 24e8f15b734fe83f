#include "core/start/config/workflow_output.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/go/number.h"
#include "core/model/path_of.h"

namespace vmcp::start {
namespace {

using diag::quoted;
using model::field;
using model::config::OutputProperty;

constexpr std::array<std::string_view, 6> kTypes = {"string", "integer", "number", "boolean", "object", "array"};
constexpr std::size_t kDeepest = 10;

/// What is wrong with the braces of a template, which are all that is looked at here. As validateTemplateSyntax: of
/// three braces in a row, the last two count as another pair.
const char* brace_problem(std::string_view text) {
  bool open = false;
  char before = '\0';
  for (const char c : text) {
    if (c == '{' && before == '{') {
      if (open) return "{{ stands within {{ }}";
      open = true;
    } else if (c == '}' && before == '}') {
      if (!open) return "}} closes nothing";
      open = false;
    }
    before = c;
  }
  return open ? "{{ is not closed" : nullptr;
}

/// Whether go-yaml reads back as an int what the operator writes for a number.
bool reads_as_int(const yaml::Value& number) {
  return go::format_float(number.number()).find_first_of(".e") == std::string::npos;
}

/// As validateDefaultValueType; a string can be made into anything, and anything into a string.
bool default_fits(const yaml::Value& value, std::string_view type) {
  if (type == "string" || value.is_string()) return true;
  if (type == "integer" || type == "number") return value.is_number();
  if (type == "boolean") return value.is_bool() || (value.is_number() && reads_as_int(value));
  return type == "object" ? value.is_mapping() : value.is_sequence();
}

bool is_empty(const yaml::Value& value) {
  return value.is_null() || (value.is_mapping() && value.members().empty()) ||
         (value.is_sequence() && value.items().empty());
}

class OutputCheck {
 public:
  explicit OutputCheck(const Gateway& gateway) : gateway_(gateway) {}

  // as validateOutputProperty
  void property(const diag::FieldPath& path, const OutputProperty& property, std::size_t depth) {
    if (depth > kDeepest) {
      refuse("too-deep", path, "output may nest " + std::to_string(kDeepest) + " levels deep");
      return;
    }
    const bool known = std::ranges::find(kTypes, property.type) != kTypes.end();
    if (!known) {
      refuse("invalid-value", path / field<&OutputProperty::type>(),
             "found " + quoted(property.type) + ", expected string, integer, number, boolean, object or array");
    }
    if (property.description.empty()) {
      refuse("missing-field", path / field<&OutputProperty::description>(), "a description is required");
    }
    content(path, property, depth);
    if (known && property.default_ && !is_empty(property.default_->value) &&
        !default_fits(property.default_->value, property.type)) {
      refuse("invalid-value", path / field<&OutputProperty::default_>(),
             "found " + std::string(yaml::kind_name(property.default_->value.kind())) + ", which is no default for " +
                 quoted(property.type));
    }
  }

 private:
  void content(const diag::FieldPath& path, const OutputProperty& property, std::size_t depth) {
    const bool has_value = !property.value.empty();
    const bool has_properties = !property.properties.empty();
    if (has_value && has_properties) {
      refuse("conflicting-fields", path, "value and properties exclude each other");
    } else if (!has_value && (!has_properties || property.type != "object")) {
      refuse("missing-field", path / field<&OutputProperty::value>(),
             property.type == "object" ? "a value is required where there are no properties" : "a value is required");
    }
    if (has_value) {
      if (const char* problem = brace_problem(property.value)) {
        refuse("invalid-template", path / field<&OutputProperty::value>(), problem);
      }
    } else if (property.type == "object") {
      for (const auto& [name, nested] : property.properties) {
        this->property((path / field<&OutputProperty::properties>()).key(name), nested, depth + 1);
      }
    }
  }

  void refuse(diag::Code code, const diag::FieldPath& path, std::string message) {
    gateway_.refuse_written(code, path, std::move(message));
  }

  const Gateway& gateway_;
};

}  // namespace

void check_output(const Gateway& gateway, const diag::FieldPath& path, const model::config::OutputConfig& output) {
  if (output.properties.empty()) {
    gateway.refuse_written("missing-field", path / field<&model::config::OutputConfig::properties>(),
                           "an output needs properties");
  }
  for (std::size_t i = 0; i < output.required.size(); ++i) {
    if (output.properties.contains(output.required[i])) continue;
    gateway.refuse_written("invalid-value", (path / field<&model::config::OutputConfig::required>())[i],
                           quoted(output.required[i]) + " is no property of this output");
  }
  OutputCheck check(gateway);
  for (const auto& [name, property] : output.properties) {
    check.property((path / field<&model::config::OutputConfig::properties>()).key(name), property, 0);
  }
}

}  // namespace vmcp::start
