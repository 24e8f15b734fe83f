#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "core/emit/dialect.h"
#include "core/yaml/value.h"

namespace vmcp::emit {

/// Comments to stand in front of a list's items, by where those are: an item stays there when what holds its list is
/// moved. One line each.
using Comments = std::unordered_map<const yaml::Value*, std::string>;

/// How numbers are spelt, by where those are.
using Spellings = std::unordered_map<const yaml::Value*, std::string_view>;

/// Appends the bytes that sigs.k8s.io/yaml writes for the value: keys sorted at every level, two-space indent, lists
/// not indented under their key, long plain and quoted scalars folded at 80 columns.
///
/// That writer sends a value through JSON first, so 1e3 prints as 1000 and a NEL is folded into a blank. What it
/// refuses (other control characters from U+007F to U+009F, U+FFFE, a NEL in a key) is written escaped here.
/// Bytes that are not UTF-8 become U+FFFD, here and below.
void append_yaml_kubernetes(std::string& out, const yaml::Value& value, const Comments& comments = {});
std::string yaml_kubernetes(const yaml::Value& value);

/// The bytes that Marshal of gopkg.in/yaml.v3 v3.0.1 writes: members in the value's order (the caller sorts maps,
/// with go::natural_less), four-space indent, lists indented, lines of any length.
std::string yaml_v3(const yaml::Value& value);

/// The same by another release of that writer.
std::string yaml_v3(const yaml::Value& value, const Dialect& dialect);

/// YAML in the layout of yaml_kubernetes() that any reader reads back as the same value: go-yaml, PyYAML, yaml-cpp.
/// Where go-yaml would write a text that reads otherwise (line breaks in front, U+2028, `<<`), it is double-quoted.
/// Members come in the value's order, or sorted.
std::string yaml_portable(const yaml::Value& value, const Spellings& spellings = {});
std::string yaml_portable_sorted(const yaml::Value& value);

/// JSON for people: keys sorted by their bytes, indented by two spaces, `<`, `>` and `&` as they are, without a final
/// line break.
std::string json(const yaml::Value& value);

}  // namespace vmcp::emit
