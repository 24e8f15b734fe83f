#include "core/apply/metadata.h"

#include <algorithm>
#include <string>

#include "core/admission/name_rules.h"
#include "core/text/ascii.h"

namespace vmcp::apply {
namespace {

using yaml::Member;

constexpr std::size_t kAnnotationsSize = 262144;

std::string_view text_of(const yaml::Value& value) {
  return value.is_string() ? std::string_view(value.as_string()) : std::string_view{};
}

bool has_value(const Node& requirement, std::string_view value) {
  const Node values = requirement["values"];
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].text() == value) return true;
  }
  return false;
}

bool satisfies(const Node& requirement, const Node& labels) {
  const std::string_view key = requirement["key"].text();
  const Node label = labels.at_key(key);
  const std::string_view operation = requirement["operator"].text();
  if (operation == "Exists") return label.exists();
  if (operation == "DoesNotExist") return !label.exists();
  if (operation == "In") return label.exists() && has_value(requirement, label.text());
  return !label.exists() || !has_value(requirement, label.text());
}

}  // namespace

void check_label_key(const Node& key, Refusals& refusals) {
  refusals.invalid_text(key, admission::qualified_name_fault(key.text()));
}

void check_labels(const Node& labels, Refusals& refusals) {
  for (const Member& label : labels.members()) {
    refusals.invalid_text(labels, label.key, admission::qualified_name_fault(label.key));
    refusals.invalid_text(labels, text_of(label.value), admission::label_value_fault(text_of(label.value)));
  }
}

void check_annotations(const Node& annotations, Refusals& refusals) {
  std::size_t size = 0;
  for (const Member& annotation : annotations.members()) {
    const std::string key = text::to_lower(annotation.key);
    refusals.invalid_text(annotations, annotation.key, admission::qualified_name_fault(key));
    size += annotation.key.size() + text_of(annotation.value).size();
  }
  if (size > kAnnotationsSize) {
    refusals.add(Reason::kTooLong, annotations,
                 "all annotations together have " + std::to_string(size) + " bytes, and may have at most " +
                     std::to_string(kAnnotationsSize));
  }
}

bool check_set_operator(const Node& expression, Refusals& refusals) {
  const Node values = expression["values"];
  const std::string_view word = expression["operator"].text();
  const bool lists = word == "In" || word == "NotIn";
  if (!lists && word != "Exists" && word != "DoesNotExist") return false;
  if (lists && values.empty()) refusals.required(values, "must be set for the operators In and NotIn");
  if (!lists && !values.empty()) {
    refusals.forbidden(values, "must not be set for the operators Exists and DoesNotExist");
  }
  return true;
}

void check_label_selector(const Node& selector, Refusals& refusals) {
  const Node labels = selector["matchLabels"];
  check_labels(labels, refusals);
  const Node expressions = selector["matchExpressions"];
  for_each_item(expressions, [&](const Node& expression) {
    if (!check_set_operator(expression, refusals)) {
      refusals.invalid_text(expression["operator"], "must be In, NotIn, Exists or DoesNotExist");
    }
    check_label_key(expression["key"], refusals);
    for_each_item(expression["values"],
                  [&](const Node& value) { refusals.invalid_text(value, admission::label_value_fault(value.text())); });
  });
}

bool selects(const Node& selector, const Node& labels) {
  const Node wanted = selector["matchLabels"];
  yaml::MemberSearch search;
  for (const Member& label : wanted.members()) {
    const Node there = labels.at_key(label.key, search);
    if (!there.exists() || there.text() != text_of(label.value)) return false;
  }
  const Node expressions = selector["matchExpressions"];
  for (std::size_t i = 0; i < expressions.size(); ++i) {
    const Node expression = expressions[i];
    if (!satisfies(expression, labels)) return false;
  }
  return true;
}

}  // namespace vmcp::apply
