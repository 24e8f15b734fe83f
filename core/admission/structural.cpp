#include "core/admission/structural.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/list_type.h"
#include "core/admission/value_checks.h"
#include "core/text/nearest.h"

namespace vmcp::admission {
namespace {

constexpr std::array<std::string_view, 3> kMetaFields = {"apiVersion", "kind", "metadata"};

bool is_meta_field(std::string_view name) { return std::ranges::find(kMetaFields, name) != kMetaFields.end(); }

/// The value without what was set as a default: what no input holds.
yaml::Value as_given(yaml::Value value) {
  if (value.is_sequence()) {
    for (yaml::Value& item : value.items()) item = as_given(std::move(item));
  } else if (value.is_mapping()) {
    std::erase_if(value.members(), [](const yaml::Member& member) { return !member.key_mark.known(); });
    for (yaml::Member& member : value.members()) member.value = as_given(std::move(member.value));
  }
  return value;
}

/// The walk. Every function returns whether the value is whole: nothing in it hinders judging the rules above it.
class Walk {
 public:
  explicit Walk(const Findings& findings) : findings_(findings) {}

  bool value(yaml::Value& value, const Schema& schema, const Step& at) {
    if (value.is_null() && schema.nullable) return true;
    if (!check_type(value, schema, at, findings_)) return false;
    bool whole = check_value(value, schema, at, findings_);
    if (value.is_mapping()) whole = members(value, schema, at, schema.embedded_resource) && whole;
    if (value.is_sequence()) whole = items(value, schema, at) && whole;
    if (whole) rules(value, schema, at);
    return whole;
  }

  /// The members of a mapping; the meta fields of a resource are known and not looked into.
  bool members(yaml::Value& mapping, const Schema& schema, const Step& at, bool resource) {
    std::vector<Meant> meant;
    bool whole = drop_unknown(mapping, schema, at, resource, meant);
    const std::vector<std::string> pruned = prune_nulls(mapping, schema);
    set_defaults(mapping, schema);
    whole = require(mapping, schema, at, meant, pruned) && whole;
    for (yaml::Member& member : mapping.members()) {
      if (resource && is_meta_field(member.key)) continue;
      const Schema* property = schema.property(member.key);
      if (property != nullptr) {
        whole = value(member.value, *property, at.field(member)) && whole;
      } else if (schema.additional_properties != nullptr) {
        whole = value(member.value, *schema.additional_properties, at.key(member)) && whole;
      }
    }
    // Not judged here: the guess may be wrong. It is what the stages go on with that judge a refused object.
    for (Meant& field : meant) mapping.set(field.name, std::move(field.value));
    return whole;
  }

  void rules(const yaml::Value& value, const Schema& schema, const Step& at) {
    for (const Rule& rule : schema.rules) {
      diag::Diagnostic* finding = check_rule(value, rule, at, findings_, budget_);
      if (finding == nullptr) continue;
      findings_.note_other_releases(*finding, at, [&](const Schema& other) { return takes(value, other, at); });
    }
  }

 private:
  /// Whether a release whose schema is `other` takes the value as it was given, with all its rules.
  bool takes(const yaml::Value& value, const Schema& other, const Step& at) const {
    diag::Sink sink;
    const Reporter reporter = findings_.reporter().into(sink);
    yaml::Value given = as_given(value);
    const Findings findings(reporter, findings_.object());
    return Walk(findings).value(given, other, at) && !sink.has_errors();
  }

  bool items(yaml::Value& list, const Schema& schema, const Step& at) {
    bool whole = true;
    if (schema.items != nullptr) {
      for (std::size_t i = 0; i < list.items().size(); ++i) {
        yaml::Value& item = list.items()[i];
        if (item.is_null() && !schema.items->nullable && schema.items->default_value) {
          item = *schema.items->default_value;
        }
        whole = value(item, *schema.items, at.item(i, item)) && whole;
      }
    }
    check_list_type(list, schema, at, findings_);
    return whole;
  }

  /// The field that an unknown one was probably meant to be, with its value.
  struct Meant {
    std::string_view name;
    yaml::Value value;
  };

  /// Strict decoding. `meant` receives the fields that the unknown ones were probably meant to be.
  bool drop_unknown(yaml::Value& mapping, const Schema& schema, const Step& at, bool resource,
                    std::vector<Meant>& meant) {
    if (schema.additional_properties != nullptr || schema.any_additional_properties || schema.preserve_unknown_fields) {
      return true;
    }
    const auto known = [&](const yaml::Member& member) {
      return (resource && is_meta_field(member.key)) || schema.property(member.key) != nullptr;
    };
    if (std::ranges::all_of(mapping.members(), known)) return true;

    std::vector<std::string_view> candidates;
    for (const Property& property : schema.properties) {
      if (mapping.find(property.name) == nullptr) candidates.push_back(property.name);
    }
    for (const yaml::Member& member : mapping.members()) {
      if (known(member)) continue;
      diag::Diagnostic& finding = findings_.unknown_field(at.field(member), member.key);
      const auto takes = [&](const Schema& other) { return other.child(member.key) != nullptr; };
      if (findings_.note_other_releases(finding, at, takes)) continue;
      const std::string_view near = text::nearest(member.key, candidates);
      finding.suggestion = near;
      if (!near.empty() && std::ranges::find(meant, near, &Meant::name) == meant.end()) {
        meant.push_back({near, member.value});
      }
    }
    std::erase_if(mapping.members(), [&](const yaml::Member& member) { return !known(member); });
    return meant.empty();
  }

  /// Drops the nulls that stand for "not given"; those of fields with a default are replaced later.
  std::vector<std::string> prune_nulls(yaml::Value& mapping, const Schema& schema) {
    std::vector<std::string> pruned;
    std::erase_if(mapping.members(), [&](const yaml::Member& member) {
      if (!member.value.is_null()) return false;
      const Schema* child = schema.child(member.key);
      if (child == nullptr || child->nullable || child->default_value) return false;
      pruned.push_back(member.key);
      return true;
    });
    return pruned;
  }

  void set_defaults(yaml::Value& mapping, const Schema& schema) {
    for (const std::size_t index : schema.with_default) {
      const auto& [name, property] = schema.properties[index];
      yaml::Value* present = mapping.find(name);
      if (present == nullptr) {
        mapping.set(name, *property.default_value);
      } else if (present->is_null() && !property.nullable) {
        const yaml::Mark mark = present->mark();
        *present = *property.default_value;
        present->set_mark(mark);
      }
    }
  }

  bool require(const yaml::Value& mapping, const Schema& schema, const Step& at, const std::vector<Meant>& meant,
               const std::vector<std::string>& pruned) {
    bool whole = true;
    for (const std::string& name : schema.required) {
      if (mapping.find(name) != nullptr) continue;
      whole = false;
      // The misspelt field has been reported; that its right name is missing is the same fault.
      if (std::ranges::find(meant, name, &Meant::name) != meant.end()) continue;
      const bool was_null = std::ranges::find(pruned, name) != pruned.end();
      diag::Diagnostic& finding = findings_.error(
          "missing-field", at.missing(name), '"' + name + (was_null ? "\" is required, found null" : "\" is required"));
      findings_.note_other_releases(finding, at, [&](const Schema& other) {
        return other.property(name) != nullptr && std::ranges::find(other.required, name) == other.required.end();
      });
    }
    return whole;
  }

  const Findings& findings_;
  cel::Budget budget_;  ///< of the object
};

}  // namespace

void apply_schema(yaml::Value& root, const Schema& schema, const Findings& findings) {
  Walk walk(findings);
  const Step at(root.mark());
  if (walk.members(root, schema, at, true)) walk.rules(root, schema, at);
}

}  // namespace vmcp::admission
