#include "core/kube/shape.h"

#include <algorithm>
#include <map>
#include <string>

#include "core/text/ascii.h"

namespace vmcp::kube {

std::string_view embedded(std::string_view name);

namespace {

using Shapes = std::map<std::string_view, Shape>;

/// Cuts the text before the next `separator` off `rest`.
std::string_view cut(std::string_view& rest, char separator) {
  const std::size_t end = rest.find(separator);
  const std::string_view head = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return head;
}

bool consume(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

Type parse_type(std::string_view text, const Shapes& shapes) {
  using Base = Type::Base;
  static const std::map<std::string_view, Base> kBases = {
      {"string", Base::kString},     {"bool", Base::kBool},
      {"int32", Base::kInt32},       {"int64", Base::kInt64},
      {"quantity", Base::kQuantity}, {"int-or-string", Base::kIntOrString},
      {"time", Base::kTime},         {"raw", Base::kRaw}};
  Type type;
  if (consume(text, "*")) {
    type.form = Type::Form::kPointer;
  } else if (consume(text, "[]")) {
    type.form = Type::Form::kList;
  } else if (consume(text, "{}")) {
    type.form = Type::Form::kMap;
  }
  if (const auto base = kBases.find(text); base != kBases.end()) {
    type.base = base->second;
  } else {
    type.base = Base::kStruct;
    type.shape = &shapes.at(text);
  }
  return type;
}

Field parse_field(std::string_view line, const Shapes& shapes) {
  Field field;
  field.name = cut(line, ' ');
  field.type = parse_type(cut(line, ' '), shapes);
  while (!line.empty()) {
    std::string_view word = cut(line, ' ');
    if (word == "always") field.omit_empty = false;
    if (word == "omitzero") field.omit_zero = true;
    if (consume(word, "merge")) {
      field.merged = true;
      if (consume(word, "=")) field.merge_key = word;
    }
  }
  return field;
}

/// Calls `on_struct(name)` and `on_field(text)` for the lines of the facts.
template <class OnStruct, class OnField>
void each_line(std::string_view text, OnStruct on_struct, OnField on_field) {
  while (!text.empty()) {
    std::string_view line = cut(text, '\n');
    if (line.empty() || line.front() == '#') continue;
    if (consume(line, " ")) {
      on_field(line);
    } else {
      on_struct(line);
    }
  }
}

Shapes parse(std::string_view text) {
  Shapes shapes;
  // Names first: fields refer to structs that stand below them.
  each_line(
      text, [&](std::string_view name) { shapes[name].name = name; }, [](std::string_view) {});

  std::map<std::string_view, std::vector<std::string_view>> lines;
  std::string_view current;
  each_line(
      text, [&](std::string_view name) { current = name; },
      [&](std::string_view line) { lines[current].push_back(line); });

  const auto add_fields = [&](auto& self, Shape& shape, std::string_view from) -> void {
    for (std::string_view line : lines[from]) {
      if (consume(line, "+ ")) {
        self(self, shape, line);
      } else {
        shape.fields.push_back(parse_field(line, shapes));
      }
    }
  };
  for (auto& [name, shape] : shapes) add_fields(add_fields, shape, name);
  return shapes;
}

/// Go folds letters by Unicode's simple folding; two characters outside ASCII fold to an ASCII letter.
std::string folded(std::string_view text) {
  constexpr std::string_view kLongS = "\u017F";
  constexpr std::string_view kKelvin = "\u212A";
  std::string result;
  while (!text.empty()) {
    if (consume(text, kLongS)) {
      result += 's';
    } else if (consume(text, kKelvin)) {
      result += 'k';
    } else {
      result += text::to_lower(text.front());
      text.remove_prefix(1);
    }
  }
  return result;
}

}  // namespace

const Field* Shape::find(std::string_view key) const {
  if (const auto exact = std::ranges::find(fields, key, &Field::name); exact != fields.end()) return &*exact;
  const std::string wanted = folded(key);
  const auto found = std::ranges::find_if(fields, [&](const Field& field) { return folded(field.name) == wanted; });
  return found == fields.end() ? nullptr : &*found;
}

const Shape& shape(std::string_view name) {
  static const std::string kText = std::string(embedded("deployment.shapes")).append(embedded("companions.shapes"));
  static const Shapes kShapes = parse(kText);
  return kShapes.at(name);
}

}  // namespace vmcp::kube
