#include "core/admission/structural.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/field_places.h"
#include "core/admission/findings.h"
#include "core/admission/list_type.h"
#include "core/admission/typed_values.h"
#include "core/admission/value_checks.h"
#include "core/diag/sink.h"

namespace vmcp::admission {
namespace {

constexpr std::array<std::string_view, 3> kMetaFields = {"apiVersion", "kind", "metadata"};

bool is_meta_field(std::string_view name) { return std::ranges::find(kMetaFields, name) != kMetaFields.end(); }

bool is_nearly_a_field(std::string_view name, const Schema& schema) {
  return std::ranges::any_of(schema.properties, [&](const Property& field) { return is_nearly(name, field.name); });
}

/// Whether a value is a mapping, a list or a scalar as the schema has it.
bool has_shape_of(const yaml::Value& value, const Schema& schema) {
  if (schema.type == Schema::Type::kAny) return true;
  return value.is_mapping() == (schema.type == Schema::Type::kObject) &&
         value.is_sequence() == (schema.type == Schema::Type::kArray);
}

/// The walk. Every function returns whether the value is whole: nothing in it hinders judging the rules above it.
class Walk {
 public:
  Walk(const Findings& findings, const FieldPlaces& places, const OtherReleases* others)
      : findings_(findings), places_(places), others_(others) {}

  /// The whole object.
  void object(yaml::Value& root, const Schema& schema) {
    const Step at(root.mark());
    if (members(root, schema, at, true) && !awaits_name(root)) rules(root, schema, at);
  }

  /// What the input holds of a value that was walked: without defaults, and with its unknown fields.
  yaml::Value given(const yaml::Value& value) const {
    yaml::Value result = value;
    if (value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) result.items()[i] = given(value.items()[i]);
    } else if (value.is_mapping()) {
      result.members().clear();
      for (const yaml::Member& member : value.members()) {
        // No input holds a default.
        if (member.key_mark.known()) result.members().push_back({member.key, given(member.value), member.key_mark});
      }
      const auto [begin, end] = unknown_.equal_range(&value);
      for (auto dropped = begin; dropped != end; ++dropped) result.members().push_back(dropped->second);
    }
    return result;
  }

  /// Whether the schema takes a value, but for what has a cure of its own.
  bool accepts(const yaml::Value& given, const Schema& schema, const Step& at) const {
    diag::Sink sink;
    const Reporter reporter = findings_.reporter().into(sink);
    const Findings findings(reporter, findings_.object(), false, findings_.effort());
    // Null is as good as nothing.
    if (given.is_null()) return true;
    yaml::Value copy = given;
    Walk trial(findings, places_, nullptr);
    trial.is_trial_ = true;
    trial.budget_ = of_trials_;
    trial.value(copy, schema, at);
    of_trials_ = trial.budget_;
    return !reporter.has_unheard_errors() && std::ranges::none_of(sink.all(), [](const diag::Diagnostic& finding) {
      return finding.cure.kind == diag::Cure::Kind::kNone;
    });
  }

  /// Whether rules were left unjudged, since those before have cost too much.
  bool is_spent() const { return budget_.spent; }
  std::uint64_t rule_work() const { return 2 * cel::Budget().work - budget_.work - of_trials_.work; }

 private:
  bool value(yaml::Value& value, const Schema& schema, const Step& at) {
    if (value.is_null() && schema.nullable) return true;
    if (!check_type(value, schema, at, findings_)) return false;
    note_type(value, schema, typing_);
    bool whole = check_value(value, schema, at, findings_);
    if (value.is_mapping()) whole = members(value, schema, at, schema.embedded_resource) && whole;
    if (value.is_sequence()) whole = items(value, schema, at) && whole;
    if (whole) rules(value, schema, at);
    return whole;
  }

  /// Whether the API server gives the object its name before it judges the rules, the only ones that see it.
  static bool awaits_name(const yaml::Value& root) {
    const yaml::Value* metadata = root.find("metadata");
    return metadata != nullptr && metadata->string_at("name").empty() && !metadata->string_at("generateName").empty();
  }

  /// The members of a mapping; the meta fields of a resource are known and not looked into.
  bool members(yaml::Value& mapping, const Schema& schema, const Step& at, bool resource) {
    std::vector<Meant> meant;
    bool whole = drop_unknown(mapping, schema, at, resource, meant);
    for (Meant& field : meant) mapping.set(field.name, std::move(field.value));
    const std::vector<std::string> pruned = prune_nulls(mapping, schema);
    set_defaults(mapping, schema);
    whole = require(mapping, schema, at, meant, pruned) && whole;
    for (yaml::Member& member : mapping.members()) {
      if (resource && is_meta_field(member.key)) continue;
      const Schema* property = schema.property(member.key);
      if (const auto guess = std::ranges::find(meant, member.key, &Meant::name); guess != meant.end()) {
        // Where it is misspelt, what is wrong with its value is no part of that fault. A trial has seen to it before it
        // left the cure to the finding.
        if (!is_trial_ && guess->misspelt && has_shape_of(member.value, *property)) {
          value(member.value, *property, at.field({member.key, {}, guess->key_mark}));
        }
      } else if (property != nullptr) {
        whole = value(member.value, *property, at.field(member)) && whole;
      } else if (schema.additional_properties != nullptr) {
        whole = value(member.value, *schema.additional_properties, at.key(member)) && whole;
      }
    }
    return whole;
  }

  void rules(const yaml::Value& value, const Schema& schema, const Step& at) {
    if (findings_.effort() != nullptr && !findings_.effort()->judges) return;
    constexpr std::uint64_t kForOne = 40;
    for (const Rule& rule : schema.rules) {
      if (!findings_.take(kForOne)) return;
      check_rule(value, rule, at, findings_, typing_, budget_);
    }
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
    drop_refused_tail(list.items(), schema);
    return whole;
  }

  /// Of items that are no objects no more go on to later stages, which give each the room of one, than are shown.
  static void drop_refused_tail(yaml::Sequence& items, const Schema& schema) {
    if (schema.items == nullptr || schema.items->type != Schema::Type::kObject) return;
    while (items.size() > diag::Sink::kMostOfACode && !items.back().is_mapping()) items.pop_back();
  }

  /// The field that an unknown one was probably meant to be, with its value: the stages that judge a refused object go
  /// on with it.
  struct Meant {
    std::string_view name;
    yaml::Value value;
    yaml::Mark key_mark;
    bool misspelt = false;  ///< else it has another name or form, and may hold something else
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

    constexpr std::uint64_t kForCandidate = 50;
    std::vector<std::string_view> candidates;
    const bool suggests = findings_.take((kForCandidate + search_units(mapping)) * schema.properties.size());
    if (suggests) {
      for (const Property& property : schema.properties) {
        if (mapping.find(property.name) == nullptr) candidates.push_back(property.name);
      }
    }
    for (const yaml::Member& member : mapping.members()) {
      if (known(member)) continue;
      // No secret is nearly a field.
      const Step here = is_nearly_a_field(member.key, schema) ? at.field(member).shown() : at.field(member);
      diag::Message message = Findings::unknown_field_message(here, member.key);
      if (const TakenBy taken = others_ == nullptr ? TakenBy{} : others_->having(here); taken.any()) {
        taken.add_to(message, findings_.place(here));
      } else if (suggests) {
        const auto [near, takes] = places_.suggest(message, here, schema, candidates);
        const bool is_cured = message.cure.kind != diag::Cure::Kind::kNone;
        if (is_cured && (takes == nullptr || !accepts(member.value, *takes, here))) message.cure = {};
        // What is called like a secret is one, and goes on under no name that messages show.
        const bool is_secret = diag::names_secret(member.key) && !diag::names_secret(near);
        if (!near.empty() && !is_secret && std::ranges::find(meant, near, &Meant::name) == meant.end()) {
          meant.push_back({near, member.value, member.key_mark, is_nearly(member.key, near)});
        }
      }
      findings_.error("unknown-field", here, std::move(message));
    }
    std::erase_if(mapping.members(), [&](yaml::Member& member) {
      if (known(member)) return false;
      unknown_.emplace(&mapping, std::move(member));
      return true;
    });
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

  /// What it costs to look for a member.
  static std::uint64_t search_units(const yaml::Value& mapping) {
    constexpr std::size_t kSeenForOne = 4;
    return 1 + mapping.members().size() / kSeenForOne;
  }

  void set_defaults(yaml::Value& mapping, const Schema& schema) {
    const std::size_t count = schema.with_default.size();
    if (!findings_.take(count * (2 * search_units(mapping) + count / 4))) return;
    const auto is_absent = [&](std::size_t index) { return mapping.find(schema.properties[index].name) == nullptr; };
    // No more room than that: objects are kept.
    mapping.members().reserve(mapping.members().size() +
                              static_cast<std::size_t>(std::ranges::count_if(schema.with_default, is_absent)));
    for (const std::size_t index : schema.with_default) {
      const auto& [name, property] = schema.properties[index];
      yaml::Value* present = mapping.find(name);
      if (present == nullptr) {
        mapping.members().push_back({name, *property->default_value, {}});
      } else if (present->is_null() && !property->nullable) {
        const yaml::Mark mark = present->mark();
        *present = *property->default_value;
        present->set_mark(mark);
      }
    }
  }

  bool require(const yaml::Value& mapping, const Schema& schema, const Step& at, const std::vector<Meant>& meant,
               const std::vector<std::string>& pruned) {
    constexpr std::uint64_t kForFinding = 400;
    bool whole = true;
    if (!findings_.take(schema.required.size() * search_units(mapping))) return whole;
    for (const std::string& name : schema.required) {
      if (mapping.find(name) != nullptr) continue;
      whole = false;
      // The misspelt field has been reported; that its right name is missing is the same fault.
      if (std::ranges::find(meant, name, &Meant::name) != meant.end()) continue;
      const bool was_null = std::ranges::find(pruned, name) != pruned.end();
      std::string message = '"' + name + (was_null ? "\" is required, found null" : "\" is required");
      const std::string unread = places_.unread_place(at.missing(name), mapping);
      if (!unread.empty()) message += "; the operator does not read " + unread;
      if (!findings_.take(kForFinding)) return whole;
      findings_.error("missing-field", at.missing(name), std::move(message));
    }
    return whole;
  }

  const Findings& findings_;
  const FieldPlaces& places_;
  const OtherReleases* others_;  ///< null pointer: none are known
  bool is_trial_ = false;        ///< for accepts(), which looks at the findings' cures
  cel::Typing typing_;           ///< of what is walked, for the rules above it
  cel::Budget budget_;           ///< of the object
  mutable cel::Budget of_trials_;
  /// Fields that were dropped, and the mapping that had each. Those stay where they are: what is above them is done
  /// before they are walked.
  std::multimap<const yaml::Value*, yaml::Member> unknown_;
};

}  // namespace

bool accepts(const yaml::Value& value, const Schema& schema, const Step& at, const Findings& findings,
             const FieldPlaces& places) {
  return Walk(findings, places, nullptr).accepts(value, schema, at);
}

bool apply_schema(yaml::Value& root, const Schema& schema, const Object& object, const OtherReleases* others,
                  const Reporter& reporter, Effort* effort) {
  // An object with more findings than anyone reads is not held against other releases.
  constexpr std::size_t kMostJudged = 200;
  diag::Sink own;
  const Reporter to_own = reporter.into(own);
  const Findings findings(to_own, object, false, effort);
  const FieldPlaces places(object.kind, schema);
  Walk walk(findings, places, others);
  walk.object(root, schema);
  if (!findings.take(walk.rule_work())) ++effort->unjudged;
  if (others == nullptr || !own.has_errors() || walk.is_spent() || own.all().size() > kMostJudged) {
    reporter.take(own);
    return true;
  }

  const yaml::Value given = walk.given(root);
  const auto judge = [&](const Schema& other) {
    diag::Sink theirs;
    const Reporter to_theirs = reporter.into(theirs);
    const Findings found(to_theirs, object);
    yaml::Value value = given;
    const FieldPlaces its_places(object.kind, other);
    Walk(found, its_places, nullptr).object(value, other);
    return std::vector(theirs.all().begin(), theirs.all().end());
  };
  std::vector<diag::Diagnostic> completed(own.all().begin(), own.all().end());
  if (effort == nullptr || effort->looks_elsewhere()) others->add_to(completed, judge);
  const bool is_understood = others->soften(completed);
  for (diag::Diagnostic& finding : completed) reporter.add(std::move(finding));
  return is_understood;
}

}  // namespace vmcp::admission
