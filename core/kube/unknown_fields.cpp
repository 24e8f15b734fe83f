#include "core/kube/unknown_fields.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/kube/pod_shape.h"
#include "core/model/decode.h"
#include "core/text/nearest.h"

namespace vmcp::kube {
namespace {

using diag::FieldPath;
using yaml::Member;
using yaml::Value;

struct Mismatches final : model::DecodeErrors {
  bool any = false;

  void mismatch(std::string_view, std::string_view, std::string_view) override { any = true; }
};

class Search {
 public:
  void look(const Value& value, const Type& type, const FieldPath& path) {
    if (type.form == Type::Form::kList && value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) look(value.items()[i], type.element(), path[i]);
    } else if (type.form == Type::Form::kMap && value.is_mapping()) {
      for (const Member& member : value.members()) look(member.value, type.element(), path.key(member.key));
    } else if (type.is_struct() && value.is_mapping()) {
      above_.push_back({type.shape, path});
      for (const Member& member : value.members()) look_at(member, *type.shape, value, path);
      above_.pop_back();
    }
  }

  std::vector<yaml::UnknownKey> take() { return std::move(found_); }

 private:
  struct Level {
    const Shape* shape;
    FieldPath path;
    /// The fields that are not given; found when they are first needed.
    std::optional<std::vector<std::string_view>> missing = std::nullopt;
  };

  void look_at(const Member& member, const Shape& shape, const Value& mapping, const FieldPath& path) {
    if (member.key.starts_with('$')) return look_at_directive(member, shape, path);
    const Field* field = shape.find(member.key);
    if (field == nullptr) {
      const std::string meant = this->meant(member.key, shape, mapping);
      found_.push_back({path, member.key, member.key_mark, meant, is_certain(member, meant, shape)});
      return;
    }
    if (field->name != member.key) {
      const bool is_free = mapping.find(field->name) == nullptr;
      found_.push_back({path, member.key, member.key_mark, std::string(field->name), is_free});
    }
    look(member.value, field->type, path / member.key);
  }

  void look_at_directive(const Member& member, const Shape& shape, const FieldPath& path) {
    constexpr std::string_view kAlone[] = {"$patch", "$retainKeys"};
    constexpr std::string_view kOfList[] = {"$deleteFromPrimitiveList", "$setElementOrder"};
    const std::string_view key = member.key;
    const std::size_t slash = key.find('/');
    const std::span<const std::string_view> known =
        slash == std::string_view::npos ? std::span<const std::string_view>(kAlone) : kOfList;
    const std::string_view directive = key.substr(0, slash);
    const std::string_view list = slash == std::string_view::npos ? std::string_view{} : key.substr(slash);
    std::string meant;
    if (std::ranges::find(known, directive) == known.end()) {
      meant = text::nearest(directive, known);
      if (!meant.empty()) meant += list;
    } else if (list.empty() || shape.find(list.substr(1)) != nullptr) {
      return;
    } else {
      std::vector<std::string_view> names;
      for (const Field& field : shape.fields) names.push_back(field.name);
      meant = text::nearest(list.substr(1), names);
      if (!meant.empty()) meant.insert(0, std::string(directive) + '/');
    }
    found_.push_back({path, member.key, member.key_mark, std::move(meant)});
  }

  /// Whether the field of the struct that a key was meant as is the only one that is near, and could hold its value.
  bool is_certain(const Member& member, const std::string& meant, const Shape& shape) const {
    if (meant.empty() || text::only_nearest(member.key, *above_.back().missing) != meant) return false;
    Mismatches mismatches;
    round_trip(Value::mapping().set(meant, member.value), shape, FieldPath(), mismatches);
    return !mismatches.any;
  }

  /// The nearest field of the struct that is not given, else the field of that name in a struct of it or above it.
  std::string meant(std::string_view key, const Shape& shape, const Value& mapping) {
    auto& missing = above_.back().missing;
    if (!missing) {
      missing.emplace();
      for (const Field& field : shape.fields) {
        if (mapping.find(field.name) == nullptr) missing->push_back(field.name);
      }
    }
    if (const std::string_view near = text::nearest(key, *missing); !near.empty()) return std::string(near);
    const auto has = [&](const Shape& other) {
      return std::ranges::find(other.fields, key, &Field::name) != other.fields.end();
    };
    std::string inside;
    for (const Field& field : shape.fields) {
      if (!field.type.is_struct() || !has(*field.type.shape)) continue;
      // Of several places none is likelier.
      if (!inside.empty()) return {};
      inside = (above_.back().path / field.name / key).str();
    }
    if (!inside.empty()) return inside;
    const auto level =
        std::ranges::find_if(above_.rbegin(), above_.rend(), [&](const Level& one) { return has(*one.shape); });
    return level == above_.rend() ? std::string{} : (level->path / key).str();
  }

  std::vector<Level> above_;
  std::vector<yaml::UnknownKey> found_;
};

}  // namespace

std::vector<yaml::UnknownKey> unknown_fields(const Value& value, const Shape& shape, const FieldPath& path) {
  Search search;
  search.look(value, {Type::Form::kPlain, Type::Base::kStruct, &shape}, path);
  return search.take();
}

}  // namespace vmcp::kube
