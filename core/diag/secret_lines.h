#pragma once

#include <string_view>
#include <vector>

namespace vmcp::diag {

/// Which lines of a text must not be shown, an entry for each line (diag::Lines). The text may be YAML or JSON, broken
/// or not, of one document or several; what is not understood counts as what it could be.
///
/// All of a document is hidden, and all of a list's item, whose kind is nearly a Secret's or not there, or that has
/// `data` and the like without being certainly a ConfigMap or a kind of ToolHive's. Elsewhere the keys decide
/// (Secrecy), and the form of values (looks_secret()); of a text inside a value, such as JSON in a ConfigMap, its own
/// keys. Comments decide nothing.
std::vector<bool> secret_lines(std::string_view text);

}  // namespace vmcp::diag
