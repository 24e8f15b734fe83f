#pragma once

#include <string_view>

#include "core/admission/object.h"

namespace vmcp::admission {

/// Whether a kind is one of ToolHive's, as it is written.
bool is_toolhive_kind(std::string_view kind);

/// Whether a kind is one that ToolHive alone has: other projects have an MCPServer, too.
bool is_only_toolhives(std::string_view kind);

/// Whether an apiVersion has ToolHive's group or one that looks like it: nearly the same, or with its maker's name.
bool looks_like_toolhives(std::string_view api_version);

/// The kind of ToolHive's that was meant where an object stands in another group, or in none; empty where it is none of
/// ToolHive's.
std::string_view misplaced_kind(std::string_view api_version, std::string_view kind);

/// The kind of ToolHive's that was meant by one that is in its group, or stands in another; empty: it is none of them.
std::string_view meant_kind(std::string_view api_version, std::string_view kind);

/// The kind without an ending that says that it is a list, misspelt or not.
std::string_view without_list(std::string_view kind);

/// The identity that an object would have if its group and kind were written as they were meant.
Object as_meant(Object identity);

}  // namespace vmcp::admission
