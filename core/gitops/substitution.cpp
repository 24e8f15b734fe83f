#include "core/gitops/substitution.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "core/admission/variable.h"
#include "core/diag/secret_variables.h"
#include "core/diag/sink.h"
#include "core/emit/dialect.h"
#include "core/emit/plain.h"
#include "core/emit/scalar.h"
#include "core/gitops/inner_text.h"
#include "core/gitops/secret_fields.h"
#include "core/text/ascii.h"
#include "core/yaml/scalar.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

/// Whether sigs.k8s.io/yaml writes the text without quotes.
bool is_written_plain(std::string_view text) {
  const emit::ScalarTraits traits = emit::analyze(text, emit::kKubernetes);
  return traits.plain && !traits.multiline && emit::reads_as_string(text, emit::kKubernetes);
}

/// Whether more than a scalar may stand in a plain text: a collection, a comment, a quoted text.
bool may_be_more(std::string_view text) {
  return text.find_first_of("[]{}\"'#&*!|>%@`") == 0 || text.find(": ") != std::string_view::npos ||
         text.find(" #") != std::string_view::npos || text.ends_with(':');
}

/// Whether a text, of which `expanded` is made, has a variable that holds a secret.
bool reads_secret(std::string_view text, std::string_view expanded) {
  return std::ranges::any_of(admission::variables_in(text), [&](const admission::Variable& variable) {
    return diag::is_secret_variable(variable.name, expanded);
  });
}

/// What a YAML reader makes of a text without quotes; nothing when it is no YAML.
std::optional<Value> read_plain(const std::string& text) {
  if (!may_be_more(text)) return yaml::to_value(yaml::resolve_plain(text));
  diag::Sink sink;
  std::vector<Value> read = read_inner(text, {}, sink);
  if (sink.has_errors() || read.size() != 1) return std::nullopt;
  return std::move(read.front());
}

class Substitution {
 public:
  Substitution(const Variables& variables, Substituted& done)
      : lookup_([&variables](std::string_view name) { return variables.find(name); }), done_(done) {}

  void run(Value& value) const {
    if (value.is_string()) return replace_text(value);
    if (value.is_sequence()) {
      for (Value& item : value.items()) run(item);
    } else if (value.is_mapping()) {
      for (yaml::Member& member : value.members()) {
        if (member.key.find('$') != std::string::npos) {
          if (std::optional<std::string> expanded = expanded_in_budget(member.key)) member.key = *std::move(expanded);
        }
        run(member.value);
      }
    }
  }

 private:
  /// Nothing when the text stays as it is.
  std::optional<std::string> expanded_in_budget(const std::string& text) const {
    if (done_.vain == 0) return std::nullopt;
    std::string expanded = expand(text, lookup_);
    if (expanded == text) return std::nullopt;
    if (expanded.size() > done_.budget) {
      done_.vain -= std::min(done_.vain, expanded.size());
      return std::nullopt;
    }
    done_.budget -= expanded.size();
    // What is made of a secret's value is not that value.
    if (diag::has_secret_expression(text)) done_.secrets.push_back(expanded);
    return expanded;
  }

  void replace_text(Value& value) const {
    const std::string& text = value.as_string();
    if (text.find('$') == std::string::npos) return;
    std::optional<std::string> expanded = expanded_in_budget(text);
    if (!expanded) return;
    const yaml::Mark mark = value.mark();
    if (text.find("$${") != std::string::npos) done_.literal.insert(mark);
    std::optional<Value> read;
    if (is_written_plain(text)) read = read_plain(*expanded);
    // Nor is what is read of it.
    if (read && *read != Value(*expanded) && reads_secret(text, *expanded)) add_texts(*read, done_.secrets);
    value = read ? *std::move(read) : Value(*std::move(expanded));
    set_marks(value, mark);
  }

  Lookup lookup_;
  Substituted& done_;
};

bool is_disabled(const Value& object) {
  const Value* metadata = object.find("metadata");
  if (metadata == nullptr) return false;
  return std::ranges::any_of(std::array{"labels", "annotations"}, [&](const char* field) {
    const Value* map = metadata->find(field);
    return map != nullptr && map->string_at("kustomize.toolkit.fluxcd.io/substitute") == "disabled";
  });
}

}  // namespace

void Variables::set(std::string_view name, std::string_view value) {
  Binding binding{Binding::State::kSet, std::string(value)};
  std::erase(binding.value, '\n');
  stated_.insert_or_assign(std::string(name), std::move(binding));
}

void Variables::set_unknown(std::string_view name) {
  stated_.insert_or_assign(std::string(name), Binding{Binding::State::kUnknown});
}

Binding Variables::find(std::string_view name) const {
  if (const auto given = given_.find(name); given != given_.end()) return {Binding::State::kSet, given->second};
  if (const auto stated = stated_.find(name); stated != stated_.end()) return stated->second;
  return {complete_ ? Binding::State::kUnset : Binding::State::kUnknown};
}

void Variables::add_names(std::set<std::string>& names) const {
  for (const auto& [name, value] : given_) names.insert(name);
  for (const auto& [name, binding] : stated_) names.insert(name);
}

std::vector<std::string> Variables::secrets() const {
  std::vector<std::string> values;
  for (const auto& [name, value] : given_) {
    if (diag::is_secret_variable(name, value)) values.push_back(value);
  }
  for (const auto& [name, binding] : stated_) {
    if (diag::is_secret_variable(name, binding.value)) values.push_back(binding.value);
  }
  return values;
}

void substitute(Value& object, const Variables& variables, Substituted& done) {
  if (!variables.empty() && !is_disabled(object)) Substitution(variables, done).run(object);
}

}  // namespace vmcp::gitops
