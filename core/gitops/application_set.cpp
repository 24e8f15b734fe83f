#include "core/gitops/application_set.h"

#include <cstddef>
#include <utility>

#include "core/diag/secrecy.h"
#include "core/diag/secret_variables.h"
#include "core/gitops/expressions.h"
#include "core/gitops/set_generators.h"
#include "core/yaml/fields.h"
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

}  // namespace

std::vector<Value> applications_of(const Value& application_set, std::string_view file,
                                   const std::vector<std::string>& directories, Work& bytes) {
  std::vector<Value> applications;
  const Value* pattern = yaml::value_at(application_set, {"spec", "template"});
  if (pattern == nullptr) return applications;
  const SetGenerators generators(file, directories, bytes);
  const std::size_t one = bytes_of(*pattern);
  for (const Parameters& parameters : generators.all_of(yaml::items_at(application_set, {"spec", "generators"}))) {
    if (!bytes.take(one)) break;
    fill_in(applications.emplace_back(*pattern), parameters, bytes);
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
