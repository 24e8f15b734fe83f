#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/edit/token_text.h"
#include "core/yaml/read.h"
#include "core/yaml/value.h"

namespace vmcp::edit {

/// A field of one of a text's objects: the way to it from the object's root, as indices of members and items.
struct FieldAt {
  std::size_t object = 0;
  std::vector<std::size_t> way;

  auto operator<=>(const FieldAt&) const = default;
};

/// What a text holds, read anew: its objects, those of lists one by one.
struct Content {
  std::vector<yaml::Document> objects;
  std::size_t errors = 0;  ///< of its reading

  bool operator==(const Content& other) const;
};

Content read_content(std::string_view text);

/// A text with its objects and its tokens. The text outlives it.
class LocatedText {
 public:
  explicit LocatedText(std::string_view text);

  const TokenText& tokens() const { return tokens_; }
  const Content& content() const { return content_; }
  const yaml::Value& root(std::size_t object) const { return content_.objects[object].root; }

  /// The field whose key stands at a place; nothing where there is none, or several have it (by an alias).
  std::optional<FieldAt> field_at(std::uint32_t line, std::uint32_t column) const;
  /// Its member; the way must lead to one.
  const yaml::Member& member(const FieldAt& field) const;
  /// The mapping that holds it.
  const yaml::Value& holder(const FieldAt& field) const;
  /// How its key and value are written.
  std::optional<Entry> entry(const yaml::Member& member) const;

 private:
  void index(const yaml::Value& value, FieldAt& at) const;

  TokenText tokens_;
  Content content_;
  mutable std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<FieldAt>> by_place_;
};

/// The value at the end of a way from `root`, which is all there.
const yaml::Value& follow(const yaml::Value& root, std::span<const std::size_t> way);

}  // namespace vmcp::edit
