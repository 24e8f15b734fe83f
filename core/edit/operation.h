#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/edit/located_text.h"
#include "core/yaml/value.h"

namespace vmcp::edit {

/// What is to be done to a field of a text, whatever it takes there.
struct Operation {
  FieldAt field;
  diag::Cure cure;
  yaml::Value value = {};  ///< of kCopy: the field's new value
};

/// The mapping that a path leads to as far as an object has it, and the names of the fields that are not there: at
/// least one.
struct Destination {
  std::vector<std::size_t> way;
  std::vector<std::string> missing;
};

/// Nothing where the field is there already, or the path leads through what is no mapping or has no such item.
std::optional<Destination> destination(const yaml::Value& root, std::string_view path);

/// The content that operations are to lead to; nothing where one cannot be carried out on what the others have made.
std::optional<Content> carry_out(const Content& content, std::span<const Operation> operations);

}  // namespace vmcp::edit
