#pragma once

#include <map>
#include <string>

#include "core/yaml/value.h"

namespace vmcp::admission {

/// Keys as they were written, by where they stand, of fields that go on under the names that they were meant to have.
using MisspeltKeys = std::map<yaml::Mark, std::string>;

/// Gives the misspelt fields of the head of an object of ToolHive's, or of a kind that is read beside those
/// (`apiVersion`, `kind`, `metadata`, the `name` and `namespace` in that, and `spec`) the names that they were meant to
/// have: who builds and finds objects goes by them. What was written is kept in `misspelt`, of which admit() tells.
void mend_head(yaml::Value& root, MisspeltKeys& misspelt);

}  // namespace vmcp::admission
