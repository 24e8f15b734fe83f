#include "core/gitops/application_set.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/diag/secrecy.h"
#include "core/diag/secret_variables.h"
#include "core/gitops/expressions.h"
#include "core/gitops/inner_text.h"
#include "core/gitops/set_generators.h"
#include "core/yaml/fields.h"
#include "core/yaml/payload.h"
#include "core/yaml/secret_texts.h"

namespace vmcp::gitops {
namespace {

using yaml::Value;

std::size_t bytes_of(const Value& value) {
  std::size_t bytes = kOfValue;
  if (value.is_string()) {
    bytes += value.as_string().size();
  } else if (value.is_sequence()) {
    for (const Value& item : value.items()) bytes += bytes_of(item);
  } else if (value.is_mapping()) {
    for (const yaml::Member& member : value.members()) bytes += member.key.size() + bytes_of(member.value);
  }
  return bytes;
}

void fill_in(Value& value, const Parameters& parameters, Work& bytes) {
  if (value.is_string() && is_template(value.as_string())) {
    const yaml::Mark mark = value.mark();
    value = Value(filled_in(value.as_string(), parameters, bytes));
    value.set_mark(mark);
  } else if (value.is_sequence()) {
    for (Value& item : value.items()) fill_in(item, parameters, bytes);
  } else if (value.is_mapping()) {
    for (yaml::Member& member : value.members()) fill_in(member.value, parameters, bytes);
  }
}

bool is_empty(const Value& value) {
  return value.is_null() || (value.is_string() && value.as_string().empty()) ||
         (value.is_sequence() && value.items().empty());
}

/// Which of two values counts.
enum class Wins : std::uint8_t { kFirst, kSecond };

void merge(Value& first, const Value& second, Wins wins, Work& bytes) {
  if (!first.is_mapping() || !second.is_mapping()) return;
  for (const yaml::Member& member : second.members()) {
    if (!bytes.take(kOfValue + first.members().size())) return;
    Value* there = first.find(member.key);
    if (there == nullptr) {
      if (!member.value.is_null()) first.members().push_back(member);
    } else if (there->is_mapping() && member.value.is_mapping()) {
      merge(*there, member.value, wins, bytes);
    } else if (wins == Wins::kSecond && member.value.is_null()) {
      first.erase(member.key);
    } else if (wins == Wins::kSecond || is_empty(*there)) {
      *there = member.value;
    }
  }
}

/// A generator's own template, with what that of all has beside; nothing when it states none. As
/// mergeGeneratorTemplate of Argo CD.
std::optional<Value> own_template(const Value& generator, const Value& of_all, Work& bytes) {
  if (!generator.is_mapping()) return std::nullopt;
  for (const yaml::Member& kind : generator.members()) {
    const Value* stated = kind.value.find("template");
    if (stated == nullptr || !stated->is_mapping() || !bytes.take(bytes_of(*stated) + bytes_of(of_all))) continue;
    Value merged = *stated;
    merge(merged, of_all, Wins::kFirst, bytes);
    return merged;
  }
  return std::nullopt;
}

/// Merges what `spec.templatePatch` is with these parameters, as applyTemplatePatch of Argo CD. What only Argo CD can
/// tell it may set is an expression then, too.
void apply_patch(Value& application, const Value& patch, const Parameters& parameters, Work& bytes) {
  constexpr std::size_t kToRead = 4;
  if (!patch.is_string() || !bytes.take(kToRead * patch.as_string().size())) return;
  const std::string text = filled_in(patch.as_string(), parameters, bytes);
  std::optional<Value> read;
  if (text.find("{{") == std::string::npos) {
    read = yaml::read_payload(text);
  } else {
    const std::string unknown = "{{ templatePatch }}";
    Value spec = Value::mapping();
    if (text.find("namespace") != std::string::npos) {
      spec.set("destination", Value::mapping().set("namespace", unknown));
    }
    if (text.find("path") != std::string::npos) spec.set("source", Value::mapping().set("path", unknown));
    read = Value::mapping().set("spec", std::move(spec));
  }
  if (!read) return;
  set_marks(*read, patch.mark());
  merge(application, *read, Wins::kSecond, bytes);
}

}  // namespace

std::vector<Value> applications_of(const Value& application_set, std::string_view file,
                                   const std::vector<std::string>& directories, Work& bytes) {
  std::vector<Value> applications;
  const Value* pattern = yaml::value_at(application_set, {"spec", "template"});
  if (pattern == nullptr) return applications;
  const Value* patch = yaml::value_at(application_set, {"spec", "templatePatch"});
  const SetGenerators generators(file, directories, bytes);
  for (const Value& generator : yaml::items_at(application_set, {"spec", "generators"})) {
    const std::optional<Value> own = own_template(generator, *pattern, bytes);
    const Value& filled = own ? *own : *pattern;
    const std::size_t one = bytes_of(filled);
    for (const Parameters& parameters : generators.parameters(generator)) {
      if (applications.size() >= kMostApplications || !bytes.take(one)) return applications;
      fill_in(applications.emplace_back(filled), parameters, bytes);
      if (patch != nullptr) apply_patch(applications.back(), *patch, parameters, bytes);
    }
  }
  return applications;
}

void mend_directories(Value& application_set, std::string_view file, const std::vector<std::string>& directories,
                      const MeantGlob& meant, Work& looks, std::vector<FieldFault>& faults) {
  Value* spec = application_set.find("spec");
  if (spec == nullptr || application_set.string_at("kind") != "ApplicationSet") return;
  const SetGenerators generators(file, directories, looks);
  for_each_generator(*spec, diag::FieldPath("spec"), [&](Value& generator, const diag::FieldPath& at) {
    generators.mend(generator, at, meant, faults);
  });
}

void for_each_generator(Value& holder, const diag::FieldPath& path,
                        const std::function<void(Value&, const diag::FieldPath&)>& visit) {
  Value* generators = holder.find("generators");
  if (generators == nullptr || !generators->is_sequence()) return;
  for (std::size_t i = 0; i < generators->items().size(); ++i) {
    Value& generator = generators->items()[i];
    const diag::FieldPath at = (path / "generators")[i];
    for (const char* kind : {"matrix", "merge"}) {
      if (Value* inner = generator.find(kind)) for_each_generator(*inner, at / kind, visit);
    }
    visit(generator, at);
  }
}

std::vector<std::string> secret_parameters(const Value& application_set) {
  std::vector<std::string> secrets;
  const Value* generators = yaml::value_at(application_set, {"spec", "generators"});
  if (generators == nullptr || application_set.string_at("kind") != "ApplicationSet") return secrets;
  yaml::for_each_scalar(*generators, [&](const yaml::PlacedScalar& scalar) {
    if (!scalar.is_secret) return;
    std::string text = scalar.text();
    if (!diag::names_secret(scalar.key) || diag::is_secret_variable(scalar.key, text))
      secrets.push_back(std::move(text));
  });
  return secrets;
}

std::vector<std::string> excluded_directories(const Value& application_set, std::string_view file,
                                              const std::vector<std::string>& directories, Work& looks) {
  std::vector<std::string> excluded;
  if (application_set.string_at("kind") != "ApplicationSet") return excluded;
  if (const Value* generators = yaml::value_at(application_set, {"spec", "generators"})) {
    SetGenerators(file, directories, looks).add_excluded(*generators, excluded);
  }
  return excluded;
}

}  // namespace vmcp::gitops
