#pragma once

#include <cstddef>
#include <limits>

namespace vmcp::emit {

/// Where the two YAML writers of the operator differ.
struct Dialect {
  /// Columns per level, and what a block header announces when its text begins with a blank.
  std::size_t indent;
  /// A blank past this column becomes a line break.
  std::size_t width;
  /// A list stands in the column of its key.
  bool compact_lists;
  /// Levels under a list item move by two columns, all others to the next multiple of `indent`.
  bool aligned_levels;
  /// Literal text may hold tabs.
  bool literal_tabs;
  /// A block header ends its line at once. Otherwise the first line of the text does, so that a text that begins with
  /// a line break loses it.
  bool header_ends_line;
  /// `0o-7` is a number.
  bool signed_octal;
  /// Keys are sorted; otherwise they come in the order in which they should be printed.
  bool sorts_keys;
  /// The value has been JSON before: whole floats print as integers, NEL is folded.
  bool via_json;
  /// `<<` stands in double quotes: plain, it would be the key that merges a mapping.
  bool quotes_merge_key = false;
  /// Every reader has to read back what was written, those of YAML 1.1 and 1.2 alike: strings that some read otherwise,
  /// and texts that go-yaml writes wrongly, stand in double quotes, and a float has a point.
  bool portable = false;
};

/// go.yaml.in/yaml/v2, through sigs.k8s.io/yaml v1.6.0.
inline constexpr Dialect kKubernetes{.indent = 2,
                                     .width = 80,
                                     .compact_lists = true,
                                     .aligned_levels = false,
                                     .literal_tabs = false,
                                     .header_ends_line = true,
                                     .signed_octal = false,
                                     .sorts_keys = true,
                                     .via_json = true};

/// gopkg.in/yaml.v3 v3.0.1.
inline constexpr Dialect kYamlV3{.indent = 4,
                                 .width = std::numeric_limits<std::size_t>::max(),
                                 .compact_lists = false,
                                 .aligned_levels = true,
                                 .literal_tabs = true,
                                 .header_ends_line = false,
                                 .signed_octal = true,
                                 .sorts_keys = false,
                                 .via_json = false};

/// go.yaml.in/yaml/v3, which took the place of gopkg.in's: it keeps the line break after a block header.
constexpr Dialect make_v3_breaks() {
  Dialect dialect = kYamlV3;
  dialect.header_ends_line = true;
  return dialect;
}
inline constexpr Dialect kYamlV3Breaks = make_v3_breaks();

/// The same by its v3.0.6.
constexpr Dialect make_v3_merge() {
  Dialect dialect = kYamlV3Breaks;
  dialect.quotes_merge_key = true;
  return dialect;
}
inline constexpr Dialect kYamlV3Merge = make_v3_merge();

/// The layout of kKubernetes for whatever reader comes.
constexpr Dialect make_portable(bool sorts_keys) {
  Dialect dialect = kKubernetes;
  dialect.sorts_keys = sorts_keys;
  dialect.via_json = false;
  dialect.portable = true;
  return dialect;
}
inline constexpr Dialect kPortable = make_portable(false);
inline constexpr Dialect kPortableSorted = make_portable(true);

}  // namespace vmcp::emit
