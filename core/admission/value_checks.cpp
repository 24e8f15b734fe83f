#include "core/admission/value_checks.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/formats.h"
#include "core/admission/name_rules.h"
#include "core/admission/variable.h"
#include "core/diag/code.h"
#include "core/diag/quoted.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"
#include "core/text/utf8.h"

namespace vmcp::admission {
namespace {

using Kind = yaml::Value::Kind;

/// Of a pattern or a rule, which tells which it is.
constexpr std::size_t kLongestExpression = 500;

/// What is wrong with one value, before it is known whether anyone is told.
struct Fault {
  diag::Code code;
  std::string message;
  std::string suggestion = {};
  bool hinders_rules = false;
};
using Faults = std::vector<Fault>;

/// The largest integer that a double holds exactly; Go's swag draws the line for "a float that is an integer" there.
constexpr double kLargestExactInteger = 9007199254740991.0;

bool is_whole_number(double number) { return std::abs(number) <= kLargestExactInteger && std::trunc(number) == number; }

bool fits_type(const yaml::Value& value, Schema::Type type) {
  switch (type) {
    case Schema::Type::kAny:
      return true;
    case Schema::Type::kObject:
      return value.is_mapping();
    case Schema::Type::kArray:
      return value.is_sequence();
    case Schema::Type::kString:
      return value.is_string();
    case Schema::Type::kBoolean:
      return value.is_bool();
    case Schema::Type::kNumber:
      return value.is_number();
    case Schema::Type::kIntOrString:
      return value.is_string() || fits_type(value, Schema::Type::kInteger);
    case Schema::Type::kInteger:
      return value.kind() == Kind::kInt || (value.kind() == Kind::kFloat && is_whole_number(value.as_float()));
  }
  return true;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// "has 3 items, at most 2 are allowed"; the same for characters and entries.
std::string too_many(std::string_view what, std::size_t seen, std::uint64_t limit) {
  return "has " + std::to_string(seen) + ' ' + std::string(what) + ", at most " + std::to_string(limit) +
         " are allowed";
}

std::string too_few(std::string_view what, std::size_t seen, std::uint64_t limit) {
  if (seen == 0) return "must not be empty";
  return "has " + std::to_string(seen) + ' ' + std::string(what) + ", at least " + std::to_string(limit) +
         " are needed";
}

void enum_fault(const yaml::Value& value, const Schema& schema, const Step& at, const Findings& findings, Faults& out) {
  const auto equal = [&](const yaml::Value& allowed) {
    if (value.is_number() && allowed.is_number()) return value.number() == allowed.number();
    return value == allowed;
  };
  if (schema.enumeration.empty() || std::ranges::any_of(schema.enumeration, equal)) return;
  // Each is looked at for what is near, and some are named.
  constexpr std::uint64_t kForOne = 8;
  if (!findings.take(kForOne * schema.enumeration.size())) return;
  constexpr std::size_t kMostNamed = 100;
  constexpr std::size_t kLongestNamed = 200;
  std::size_t named = 0;
  std::string message = "expected one of ";
  const Step root{yaml::Mark{}};  // the schema's values stand nowhere
  std::vector<std::string_view> names;
  for (const yaml::Value& allowed : schema.enumeration) {
    const bool is_long = allowed.is_string() && allowed.as_string().size() > kLongestNamed;
    if (++named <= kMostNamed) {
      message.append(named == 1 ? "" : ", ")
          .append(is_long ? findings.shown(yaml::Value(text::shortened(allowed.as_string(), kLongestNamed)), root)
                          : findings.shown(allowed, root));
    }
    if (allowed.is_string()) names.push_back(allowed.as_string());
  }
  if (named > kMostNamed) message += ", and " + std::to_string(named - kMostNamed) + " more";
  message += ", found " + findings.shown(value, at);
  const std::string_view near = value.is_string() ? text::nearest(value.as_string(), names) : std::string_view{};
  out.push_back({"not-in-enum", std::move(message), std::string(near), true});
}

void string_faults(const std::string& text, const Schema& schema, const Step& at, const Findings& findings,
                   Faults& out) {
  constexpr std::uint64_t kForInstruction = 60;
  constexpr std::uint64_t kForCharacter = 2;  // that an instruction looks at, where each makes a state of its own
  constexpr std::size_t kBytesOfUnit = 8;     // that are counted
  const bool has_limit = schema.min_length || schema.max_length;
  if (has_limit && !findings.take(text.size() / kBytesOfUnit)) return;
  const std::size_t length = has_limit ? characters(text) : 0;
  if (schema.max_length && length > *schema.max_length) {
    out.push_back({"too-long", too_many("characters", length, *schema.max_length), {}, true});
  } else if (schema.min_length && length < *schema.min_length) {
    out.push_back({"too-short", too_few("characters", length, *schema.min_length)});
  } else if (schema.pattern &&
             findings.take((kForInstruction + kForCharacter * text.size()) * schema.pattern->cost()) &&
             !schema.pattern->found_in(text)) {
    out.push_back({"pattern-mismatch", findings.shown(text, at) + " does not match " +
                                           text::shortened(schema.pattern->text(), kLongestExpression)});
  }
  if (!schema.format.empty() && !matches_format(schema.format, text)) {
    out.push_back({"invalid-format", findings.shown(text, at) + " is no " + schema.format, {}, true});
  }
}

void number_faults(const yaml::Value& value, const Schema& schema, const Step& at, const Findings& findings,
                   Faults& out) {
  const double number = value.number();
  const auto bound = [&](std::string_view relation, double limit) {
    out.push_back(
        {"out-of-range",
         findings.shown(value, at) + ' ' + std::string(relation) + ' ' +
             findings.shown(yaml::Value{limit}, Step{yaml::Mark{}}).substr(std::string_view("number ").size())});
  };
  if (schema.minimum && (schema.exclusive_minimum ? number <= *schema.minimum : number < *schema.minimum)) {
    bound(schema.exclusive_minimum ? "must be greater than" : "is below the minimum", *schema.minimum);
  }
  if (schema.maximum && (schema.exclusive_maximum ? number >= *schema.maximum : number > *schema.maximum)) {
    bound(schema.exclusive_maximum ? "must be less than" : "is above the maximum", *schema.maximum);
  }
  if (schema.multiple_of && std::remainder(number, *schema.multiple_of) != 0) {
    bound("is no multiple of", *schema.multiple_of);
  }
  // The API server does not look at this format, but the operator's int32 cannot hold the value: it could not even
  // list the objects then.
  if (schema.format == "int32" && value.kind() == Kind::kInt && !std::in_range<std::int32_t>(value.as_int())) {
    out.push_back({"out-of-range", findings.shown(value, at) + " does not fit in 32 bits"});
  }
}

void count_faults(std::string_view what, std::size_t seen, const std::optional<std::uint64_t>& least,
                  const std::optional<std::uint64_t>& most, Faults& out) {
  if (least && seen < *least) out.push_back({"too-few", too_few(what, seen, *least)});
  if (most && seen > *most) out.push_back({"too-many", too_many(what, seen, *most), {}, true});
}

bool satisfies(const yaml::Value& value, const Schema& schema, const Step& at, const Findings& findings);

void combination_faults(const yaml::Value& value, const Schema& schema, const Step& at, const Findings& findings,
                        Faults& out) {
  const auto holds = [&](const Schema& part) { return satisfies(value, part, at, findings); };
  const auto add = [&](std::string_view what) { out.push_back({"no-schema-matches", std::string(what)}); };
  if (!std::ranges::all_of(schema.all_of, holds)) add("does not meet all the alternatives that it must meet");
  if (!schema.any_of.empty() && std::ranges::none_of(schema.any_of, holds)) {
    add("meets none of the alternatives of which it must meet one");
  }
  if (!schema.one_of.empty() && std::ranges::count_if(schema.one_of, holds) != 1) {
    add("must meet exactly one of its alternatives");
  }
  if (std::ranges::any_of(schema.none_of, holds)) add("meets what it must not meet");
}

/// What it costs to look at an alternative, whatever it asks for.
constexpr std::uint64_t kForPart = 8;

Faults faults_of(const yaml::Value& value, const Schema& schema, const Step& at, const Findings& findings) {
  Faults faults;
  const std::size_t parts = schema.all_of.size() + schema.any_of.size() + schema.one_of.size() + schema.none_of.size();
  if (!findings.take(1 + schema.enumeration.size() / 4 + kForPart * parts)) return faults;
  enum_fault(value, schema, at, findings, faults);
  if (value.is_string()) string_faults(value.as_string(), schema, at, findings, faults);
  if (value.is_number()) number_faults(value, schema, at, findings, faults);
  if (value.is_sequence()) {
    count_faults("items", value.items().size(), schema.min_items, schema.max_items, faults);
  }
  if (value.is_mapping()) {
    count_faults("entries", value.members().size(), schema.min_properties, schema.max_properties, faults);
  }
  combination_faults(value, schema, at, findings, faults);
  return faults;
}

/// Whether a value meets a schema that only validates (a part of allOf, anyOf, oneOf or not).
bool satisfies(const yaml::Value& value, const Schema& schema, const Step& at, const Findings& findings) {
  if (value.is_null()) return schema.nullable || schema.type == Schema::Type::kAny;
  if (!fits_type(value, schema.type) || !faults_of(value, schema, at, findings).empty()) return false;
  if (value.is_sequence() && schema.items != nullptr) {
    return std::ranges::all_of(value.items(),
                               [&](const auto& item) { return satisfies(item, *schema.items, at, findings); });
  }
  if (!value.is_mapping()) return true;
  const auto given = [&](const std::string& name) { return value.find(name) != nullptr; };
  return std::ranges::all_of(schema.required, given) &&
         std::ranges::all_of(value.members(), [&](const yaml::Member& member) {
           const Schema* child = schema.child(member.key);
           return child == nullptr || satisfies(member.value, *child, at, findings);
         });
}

/// A text where an object with a name belongs, as that object: references were texts once. Empty for another value.
std::string as_reference(const yaml::Value& value, const Schema& schema, const Step& at, const Findings& findings) {
  if (schema.type != Schema::Type::kObject || schema.property("name") == nullptr || !value.is_string()) return {};
  const std::string& name = value.as_string();
  if (!dns_subdomain_fault(name).empty() || findings.shown(value, at) != diag::quoted(name)) return {};
  return "{name: " + name + '}';
}

/// Whether a name stands in an expression as a word.
bool names(std::string_view expression, std::string_view name) {
  const auto is_word = [](char c) { return text::is_alphanumeric(c) || c == '_'; };
  for (std::size_t at = expression.find(name); at != std::string_view::npos; at = expression.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || !is_word(expression[at - 1]);
    if (begins && (end == expression.size() || !is_word(expression[end]))) return true;
  }
  return false;
}

/// Whether a text that an expression may read, at or below `value`, has a variable that nothing has substituted.
bool reads_variable(const yaml::Value& value, std::string_view expression) {
  if (value.is_sequence()) {
    return std::ranges::any_of(value.items(), [&](const auto& item) { return reads_variable(item, expression); });
  }
  if (!value.is_mapping()) return has_variable(value);
  return std::ranges::any_of(value.members(), [&](const yaml::Member& member) {
    return names(expression, member.key) && reads_variable(member.value, expression);
  });
}

}  // namespace

bool check_type(yaml::Value& value, const Schema& schema, const Step& at, const Findings& findings) {
  if (!fits_type(value, schema.type) || (value.is_null() && schema.type != Schema::Type::kAny)) {
    const std::string reference = as_reference(value, schema, at, findings);
    const bool is_all = std::ranges::all_of(schema.required, [](const std::string& name) { return name == "name"; });
    diag::Cure cure;
    if (!reference.empty() && is_all) cure = {diag::Cure::Kind::kWrap, "name", {}};
    findings.wrong_type(at, value, type_name(schema.type), reference, std::move(cure));
    return false;
  }
  const yaml::Mark mark = value.mark();
  if (schema.type == Schema::Type::kInteger && value.kind() == Kind::kFloat) {
    value = static_cast<std::int64_t>(value.as_float());
    value.set_mark(mark);
  } else if (schema.type == Schema::Type::kNumber && value.kind() != Kind::kFloat) {
    value = value.number();
    value.set_mark(mark);
  }
  return true;
}

bool check_value(const yaml::Value& value, const Schema& schema, const Step& at, const Findings& findings) {
  bool whole = true;
  for (Fault& fault : faults_of(value, schema, at, findings)) {
    if (fault.code == diag::Code("no-schema-matches") && holds_variable(value)) continue;
    findings.error(fault.code, at, value, diag::Message(std::move(fault.message)).suggest(fault.suggestion));
    whole = whole && !fault.hinders_rules;
  }
  return whole;
}

void check_rule(const yaml::Value& value, const Rule& rule, const Step& at, const Findings& findings,
                const cel::Typing& typing, cel::Budget& budget) {
  if (budget.spent) return;
  std::string failure;
  const Rule::Verdict verdict = rule.judge(value, typing, budget, failure);
  if (verdict == Rule::Verdict::kHolds || reads_variable(value, rule.text().expression)) return;
  if (verdict == Rule::Verdict::kTooCostly) {
    findings.error("rule-violated", at,
                   "the rule " + text::shortened(rule.text().expression, kLongestExpression) +
                       " cannot be judged within the object's cost budget: " + failure +
                       "; no further rules are judged",
                   MapKeys::kBracketed);
    return;
  }
  constexpr std::uint64_t kForViolation = 200;
  findings.take(kForViolation);
  std::string message = rule.message(value, typing, budget);
  if (!rule.text().message_expression.empty()) message = findings.without_secrets(std::move(message), value, at);
  if (verdict == Rule::Verdict::kFailed) {
    message += " (the rule has no answer: " + findings.without_secrets(std::move(failure), value, at) + ')';
  }

  const std::string_view field = rule.text().field_path;
  if (field.empty() || verdict == Rule::Verdict::kFailed) {
    findings.error("rule-violated", at, std::move(message), MapKeys::kBracketed);
    return;
  }
  const diag::FieldPath path = at.path(MapKeys::kBracketed) / field.substr(field.starts_with('.') ? 1 : 0);
  findings.reporter().error(findings.object(), "rule-violated", path, std::move(message));
}

}  // namespace vmcp::admission
