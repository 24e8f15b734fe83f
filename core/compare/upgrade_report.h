#pragma once

#include <string>

#include "core/compare/upgrade.h"
#include "core/diag/render.h"
#include "core/yaml/value.h"

namespace vmcp::compare {

/// For people: per gateway a line with what happens to it, the fields to write otherwise, the findings that appear and
/// go, and the diffs of its objects; then the findings about other objects, and a line that counts.
std::string upgrade_text(const Upgrade& upgrade, diag::Color color);

/// {from, to, gateways [{namespace, name, verdict, before, after, cause {kind, path}, fields [{path, message}],
/// findings {appear, go, stay}, objects}], findings {appear, go, stay}}: a finding is {severity, stage, code, message,
/// path, file, line, column, kind, namespace, name, suggestion}, an object as as_data() has it.
yaml::Value upgrade_data(const Upgrade& upgrade);

}  // namespace vmcp::compare
