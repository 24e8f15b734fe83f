#include "core/krm/function_config.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/admit.h"
#include "core/admission/name_rules.h"
#include "core/admission/reporter.h"
#include "core/diag/quoted.h"
#include "core/diag/secrecy.h"
#include "core/gitops/envsubst.h"
#include "core/operator/settings.h"
#include "core/release/release.h"
#include "core/render/suppression.h"
#include "core/render/words.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"

namespace vmcp::krm {
namespace {

using diag::FieldPath;
using diag::quoted;
using yaml::Value;

constexpr std::string_view kKind = "VMCPRender";
constexpr std::string_view kApiVersion = "vmcp-render/v1alpha1";

/// Reads one functionConfig into `config_`.
class Reader {
 public:
  Reader(const Value& value, const source::Sources& sources, diag::Sink& sink)
      : object_(admission::identify(value, {""})), reporter_(sink, sources, diag::Stage::kUsage) {
    object_.value = value;
  }

  FunctionConfig read();

  static std::vector<std::string_view> key_names();

 private:
  struct Key {
    std::string_view name;
    void (Reader::*read)(const Value& value, const FieldPath& path);
  };
  static const std::array<Key, 15> kKeys;

  void read_keys(std::string_view field);
  void read_allow_empty(const Value& value, const FieldPath& path) { flag(value, path, config_.render.allow_empty); }
  void read_complete(const Value& value, const FieldPath& path) { flag(value, path, config_.render.complete); }
  void read_emit(const Value& value, const FieldPath& path);
  void read_fail_on(const Value& value, const FieldPath& path) {
    choice<bool>(value, path, render::kSeverities, config_.fail_on_warning);
  }
  void read_namespace(const Value& value, const FieldPath& path);
  void read_only(const Value& value, const FieldPath& path);
  void read_operator_env(const Value& value, const FieldPath& path);
  void read_platform(const Value& value, const FieldPath& path) {
    choice<op::Platform>(value, path, render::kPlatforms, config_.render.settings.platform);
  }
  void read_require_deployment(const Value& value, const FieldPath& path) {
    flag(value, path, config_.render.require_deployment);
  }
  void read_start(const Value& value, const FieldPath& path) {
    // As YAML 1.1 reads `off`.
    const bool is_off = value.kind() == Value::Kind::kBool && !value.as_bool();
    choice<render::Start>(is_off ? Value("off") : value, path, render::kStarts, config_.render.start);
    start_is_given_ = true;
  }
  void read_strict(const Value& value, const FieldPath& path) { flag(value, path, config_.render.settings.strict); }
  void read_suppress(const Value& value, const FieldPath& path);
  void read_toolhive(const Value& value, const FieldPath& path);
  void read_var(const Value& value, const FieldPath& path);
  void read_validate(const Value& value, const FieldPath& path) { flag(value, path, config_.validate); }

  void flag(const Value& value, const FieldPath& path, bool& target);
  template <class T>
  void choice(const Value& value, const FieldPath& path, render::Choices<T> choices, T& target);
  std::string text(const Value& value, const FieldPath& path);
  std::vector<std::string> list(const Value& value, const FieldPath& path);
  std::vector<std::string> assignments_of(const Value& value, const FieldPath& path);
  void operator_variable(std::string_view name, std::string_view value, const FieldPath& path);

  /// What stands below a key, as far as a key may be shown: a value pasted in its place may be a secret.
  static FieldPath below(const FieldPath& path, const std::string& key) {
    return diag::redacted(key) == key ? path / key : path;
  }
  void unknown_key(const FieldPath& parent, const std::string& key, const char* what,
                   const std::vector<std::string_view>& known);

  void error(diag::Code code, const FieldPath& path, diag::Message message) {
    reporter_.error(object_, code, path, std::move(message));
  }
  void wrong_type(const Value& value, const FieldPath& path, std::string_view expected) {
    error("wrong-type", path,
          "found " + std::string(yaml::kind_name(value.kind())) + ", expected " + std::string(expected));
  }

  admission::Object object_;
  admission::Reporter reporter_;
  FunctionConfig config_;
  bool start_is_given_ = false;
};

constexpr std::array<Reader::Key, 15> Reader::kKeys = {{{"allowEmpty", &Reader::read_allow_empty},
                                                        {"complete", &Reader::read_complete},
                                                        {"emit", &Reader::read_emit},
                                                        {"failOn", &Reader::read_fail_on},
                                                        {"namespace", &Reader::read_namespace},
                                                        {"only", &Reader::read_only},
                                                        {"operatorEnv", &Reader::read_operator_env},
                                                        {"platform", &Reader::read_platform},
                                                        {"requireDeployment", &Reader::read_require_deployment},
                                                        {"start", &Reader::read_start},
                                                        {"strict", &Reader::read_strict},
                                                        {"suppress", &Reader::read_suppress},
                                                        {"toolhive", &Reader::read_toolhive},
                                                        {"validate", &Reader::read_validate},
                                                        {"var", &Reader::read_var}}};

FunctionConfig Reader::read() {
  const std::string what =
      "a functionConfig is a VMCPRender of " + std::string(kApiVersion) + ", a ConfigMap or a ToolHive object";
  if (!object_.value.is_mapping()) {
    error("wrong-type", FieldPath(), what + ", not " + std::string(yaml::kind_name(object_.value.kind())));
  } else if (object_.kind.empty()) {
    error("missing-kind", FieldPath{"kind"}, what + "; this one has no kind");
  } else if (object_.kind == kKind) {
    if (object_.api_version != kApiVersion) {
      error("unknown-version", FieldPath{"apiVersion"},
            std::string(kKind) + " has no version " + quoted(object_.api_version) + "; expected " +
                std::string(kApiVersion));
    }
    read_keys("spec");
  } else if (object_.kind == "ConfigMap" && object_.group().empty()) {
    read_keys("data");
  } else if (object_.group() != admission::kToolhiveGroup) {
    error("unknown-kind", FieldPath{"kind"}, what + ", not " + quoted(object_.kind));
  }
  if (config_.render.require_deployment && !config_.validate) {
    error("invalid-value", FieldPath{object_.kind == kKind ? "spec" : "data"} / "requireDeployment",
          "only a validator takes it; add validate: true");
  }
  if (config_.validate && !start_is_given_) config_.render.start = render::Start::kError;
  return config_;
}

std::vector<std::string_view> Reader::key_names() {
  std::vector<std::string_view> names;
  for (const Key& key : kKeys) names.push_back(key.name);
  return names;
}

void Reader::read_keys(std::string_view field) {
  std::vector<std::string_view> fields = {"apiVersion", "kind", "metadata", field};
  for (const yaml::Member& member : object_.value.members()) {
    if (object_.kind == "ConfigMap" || std::ranges::find(fields, member.key) != fields.end()) continue;
    unknown_key(FieldPath(), member.key, "unknown field", fields);
  }
  const Value* keys = object_.value.find(field);
  if (keys == nullptr || keys->is_null()) return;
  if (!keys->is_mapping()) return wrong_type(*keys, FieldPath{std::string(field)}, "object");
  for (const yaml::Member& member : keys->members()) {
    const FieldPath path = FieldPath{std::string(field)} / member.key;
    const auto* const key = std::ranges::find(kKeys, std::string_view{member.key}, &Key::name);
    if (key == kKeys.end()) {
      unknown_key(FieldPath{std::string(field)}, member.key, "unknown key", key_names());
    } else if (!member.value.is_null()) {
      (this->*key->read)(member.value, path);
    }
  }
}

void Reader::unknown_key(const FieldPath& parent, const std::string& key, const char* what,
                         const std::vector<std::string_view>& known) {
  const auto is_of_name = [](char c) { return text::is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; };
  const std::string_view nearest = text::nearest(key, known);
  const bool is_name = std::ranges::all_of(key, is_of_name) && diag::Secrecy::at(parent.str()).shows_key(key);
  if (nearest.empty() && !is_name)
    return error("unknown-field", parent, std::string(what) + ", whose name may be a secret");
  error("unknown-field", parent / key, diag::Message(what + (' ' + quoted(key))).suggest(nearest));
}

void Reader::read_emit(const Value& value, const FieldPath& path) {
  const admission::Reporter::Mark mark = reporter_.mark();
  const std::vector<std::string> words = list(value, path);
  if (reporter_.has_errors_since(mark)) return;
  if (words.empty()) error("invalid-value", path, "the list is empty");
  config_.render.emit = render::Emit::kNothing;
  for (const std::string& word : words) {
    render::Emit part = render::Emit::kNothing;
    choice<render::Emit>(Value(word), path, render::kEmitNames, part);
    config_.render.emit = config_.render.emit | part;
  }
}

void Reader::read_namespace(const Value& value, const FieldPath& path) {
  const std::string name = text(value, path);
  const std::string fault = admission::dns_label_fault(name);
  if (!fault.empty()) error("invalid-name", path, quoted(name) + ' ' + fault);
  config_.render.default_namespace = name;
  config_.render.namespace_is_given = true;
}

void Reader::read_var(const Value& value, const FieldPath& path) {
  const auto set = [&](std::string_view name, std::string variable, const FieldPath& at) {
    if (!gitops::is_variable_name(name)) {
      error("invalid-value", at, quoted(name) + " is no name of a variable");
    } else {
      config_.render.variables.insert_or_assign(std::string(name), std::move(variable));
    }
  };
  if (value.is_mapping()) {
    for (const yaml::Member& member : value.members()) {
      const FieldPath at = below(path, member.key);
      set(member.key, text(member.value, at), at);
    }
    return;
  }
  for (const std::string& assignment : assignments_of(value, path)) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string::npos) {
      error("invalid-value", path, "an assignment is not NAME=VALUE");
    } else {
      set(assignment.substr(0, equals), assignment.substr(equals + 1), path);
    }
  }
}

std::vector<std::string> Reader::assignments_of(const Value& value, const FieldPath& path) {
  // A value may be a list itself: what has no "=" belongs to the assignment before it.
  std::vector<std::string> assignments;
  for (std::string& part : list(value, path)) {
    if (part.find('=') != std::string::npos || assignments.empty()) {
      assignments.push_back(std::move(part));
    } else {
      assignments.back() += ',' + part;
    }
  }
  return assignments;
}

void Reader::read_operator_env(const Value& value, const FieldPath& path) {
  if (value.is_mapping()) {
    for (const yaml::Member& member : value.members()) {
      const FieldPath at = below(path, member.key);
      operator_variable(member.key, text(member.value, at), at);
    }
    return;
  }
  for (const std::string& assignment : assignments_of(value, path)) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string::npos) {
      error("invalid-value", path, render::no_assignment(assignment));
    } else {
      operator_variable(assignment.substr(0, equals), assignment.substr(equals + 1), path);
    }
  }
}

void Reader::read_only(const Value& value, const FieldPath& path) {
  for (std::string& name : list(value, path)) {
    if (!name.empty() && !render::is_gateway_name(name)) error("invalid-value", path, render::no_gateway_name(name));
    config_.render.only.insert(std::move(name));
  }
}

void Reader::read_suppress(const Value& value, const FieldPath& path) {
  const admission::Reporter::Mark mark = reporter_.mark();
  const std::vector<std::string> asked = list(value, path);
  if (reporter_.has_errors_since(mark)) return;
  for (const std::string& text : asked) {
    render::AskedSuppression read = render::read_suppression(text);
    if (read.suppression) {
      config_.render.suppressed.push_back(*std::move(read.suppression));
    } else {
      error("invalid-value", path, std::move(read.fault));
    }
  }
}

void Reader::read_toolhive(const Value& value, const FieldPath& path) {
  const admission::Reporter::Mark mark = reporter_.mark();
  const std::string asked = text(value, path);
  if (reporter_.has_errors_since(mark)) return;
  release::Choice choice = release::choose(asked);
  if (!choice.release) {
    error("invalid-value", path, std::move(choice.message));
    return;
  }
  config_.render.release = choice.release;
  if (!choice.message.empty()) reporter_.warning(object_, "unknown-release", path, std::move(choice.message));
}

void Reader::operator_variable(std::string_view name, std::string_view value, const FieldPath& path) {
  if (op::apply_environment(name, value, config_.render.settings)) return;
  error("invalid-value", path,
        diag::Message("the operator does not read " + quoted(name))
            .suggest(text::nearest(name, op::environment_names())));
}

void Reader::flag(const Value& value, const FieldPath& path, bool& target) {
  if (value.is_bool()) {
    target = value.as_bool();
  } else if (value.is_string() && (value.as_string() == "true" || value.as_string() == "false")) {
    target = value.as_string() == "true";
  } else if (value.is_string()) {
    error("invalid-value", path, quoted(value.as_string()) + " is neither true nor false");
  } else {
    wrong_type(value, path, "boolean");
  }
}

template <class T>
void Reader::choice(const Value& value, const FieldPath& path, render::Choices<T> choices, T& target) {
  if (!value.is_string()) return wrong_type(value, path, "string");
  if (const T* meant = render::find_choice(choices, value.as_string())) {
    target = *meant;
  } else {
    error("invalid-value", path, render::no_choice(choices, value.as_string()));
  }
}

std::string Reader::text(const Value& value, const FieldPath& path) {
  if (value.is_string()) return value.as_string();
  wrong_type(value, path, "string");
  return {};
}

std::vector<std::string> Reader::list(const Value& value, const FieldPath& path) {
  if (!value.is_sequence()) return render::list_items(text(value, path));
  std::vector<std::string> words;
  for (std::size_t i = 0; i < value.items().size(); ++i) words.push_back(text(value.items()[i], path[i]));
  return words;
}

}  // namespace

std::vector<std::string_view> function_keys() { return Reader::key_names(); }

FunctionConfig read_function_config(const Value* value, const source::Sources& sources, diag::Sink& sink) {
  if (value == nullptr) return {};
  return Reader(*value, sources, sink).read();
}

}  // namespace vmcp::krm
