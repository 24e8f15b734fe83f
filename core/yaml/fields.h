#pragma once

#include <initializer_list>
#include <string_view>

#include "core/yaml/value.h"

/// Reading values that may have any shape: what is not there is empty, and so is what is of another kind.
namespace vmcp::yaml {

/// The value that a chain of fields leads to; null pointer when there is none.
const Value* value_at(const Value& root, std::initializer_list<std::string_view> fields);
/// As above, and then a string; otherwise empty.
std::string_view text_at(const Value& root, std::initializer_list<std::string_view> fields);
/// As above, and then the items of a sequence; otherwise none.
const Sequence& items_at(const Value& root, std::initializer_list<std::string_view> fields);
/// As above, and then the members of a mapping; otherwise none.
const Mapping& members_at(const Value& root, std::initializer_list<std::string_view> fields);
/// As above, and then whether it is `true`.
bool is_true(const Value& root, std::initializer_list<std::string_view> fields);

}  // namespace vmcp::yaml
