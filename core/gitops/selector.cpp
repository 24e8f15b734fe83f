#include "core/gitops/selector.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

#include "core/admission/name_rules.h"
#include "core/diag/quoted.h"
#include "core/gitops/work.h"
#include "core/text/ascii.h"
#include "core/yaml/fields.h"

namespace vmcp::gitops {
namespace {

bool is_word_character(char c) {
  return text::is_alphanumeric(c) || std::string_view("-_./").find(c) != std::string_view::npos;
}

/// Reads requirements from left to right and holds each against the labels.
class Selector {
 public:
  Selector(std::string_view text, const yaml::Value* labels) : text_(text), labels_(labels) {}

  std::optional<bool> judge() {
    bool holds = true;
    skip_blanks();
    if (text_.empty()) return true;
    while (true) {
      const std::optional<bool> one = requirement();
      if (!one) return std::nullopt;
      holds = holds && *one;
      if (text_.empty()) return holds;
      if (!take(",")) return std::nullopt;
    }
  }

 private:
  void skip_blanks() {
    const std::size_t begin = text_.find_first_not_of(" \t\r\n");
    text_.remove_prefix(begin == std::string_view::npos ? text_.size() : begin);
  }

  bool take(std::string_view token) {
    if (!text_.starts_with(token)) return false;
    text_.remove_prefix(token.size());
    skip_blanks();
    return true;
  }

  /// Nothing where no label may have such a value.
  std::optional<std::string_view> value() {
    const std::string_view found = word();
    return admission::label_value_fault(found).empty() ? std::optional(found) : std::nullopt;
  }

  std::string_view word() {
    const std::string_view found = text_.substr(0, selector_word(text_));
    text_.remove_prefix(found.size());
    skip_blanks();
    return found;
  }

  std::optional<std::string> label(std::string_view key) const {
    const yaml::Value* value = labels_ == nullptr ? nullptr : labels_->find(key);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return value->as_string();
  }

  std::optional<bool> requirement() {
    const bool negated = take("!");
    const std::string_view key = word();
    if (!admission::qualified_name_fault(key).empty()) return std::nullopt;
    const std::optional<std::string> own = label(key);
    if (negated) return !own;
    if (text_.empty() || text_.starts_with(',')) return own.has_value();
    const bool differs = take("!=");
    if (differs || take("==") || take("=")) {
      const std::optional<std::string_view> stated = value();
      return stated ? std::optional((own == *stated) != differs) : std::nullopt;
    }
    const bool greater = take(">");
    if (greater || take("<")) {
      const std::optional<std::string_view> bound = value();
      return bound ? compare(own, *bound, greater) : std::nullopt;
    }
    const std::string_view operation = word();
    if (operation != "in" && operation != "notin") return std::nullopt;
    const std::optional<std::vector<std::string_view>> list = values();
    if (!list) return std::nullopt;
    const bool is_in = own && std::ranges::find(*list, *own) != list->end();
    return is_in == (operation == "in");
  }

  static std::optional<bool> compare(const std::optional<std::string>& value, std::string_view bound, bool greater) {
    const auto number = [](std::string_view text) -> std::optional<std::int64_t> {
      std::int64_t result = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
      if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
      return result;
    };
    const std::optional<std::int64_t> limit = number(bound);
    if (!limit) return std::nullopt;
    const std::optional<std::int64_t> own = value ? number(*value) : std::nullopt;
    return own && (greater ? *own > *limit : *own < *limit);
  }

  /// `(a, b)`.
  std::optional<std::vector<std::string_view>> values() {
    if (!take("(")) return std::nullopt;
    std::vector<std::string_view> list;
    do {
      const std::optional<std::string_view> one = value();
      if (!one) return std::nullopt;
      list.push_back(*one);
    } while (take(","));
    if (!take(")")) return std::nullopt;
    return list;
  }

  std::string_view text_;
  const yaml::Value* labels_;
};

}  // namespace

std::size_t selector_word(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_word_character) - text.begin());
}

std::optional<bool> selects(std::string_view selector, const yaml::Value* labels) {
  return Selector(selector, labels).judge();
}

bool selects_labels(const yaml::Value& selector, const yaml::Value& root) {
  const auto holds = [&](const char* field, const char* labels) {
    return selects(selector.string_at(field), yaml::value_at(root, {"metadata", labels})).value_or(false);
  };
  return holds("labelSelector", "labels") && holds("annotationSelector", "annotations");
}

const yaml::Member* broken_labels(const yaml::Value& selector) {
  for (const char* field : {"labelSelector", "annotationSelector"}) {
    if (!selects(selector.string_at(field), nullptr)) return selector.find_member(field);
  }
  return nullptr;
}

std::string broken_labels_message(std::string_view stated) {
  return "a selector is like \"app=a,tier in (b, c)\", and not like " + diag::quoted(stated);
}

std::size_t label_units(const yaml::Value& selector) {
  return copy_units(selector.string_at("labelSelector").size()) +
         copy_units(selector.string_at("annotationSelector").size());
}

}  // namespace vmcp::gitops
