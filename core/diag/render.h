#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/diag/diagnostic.h"
#include "core/diag/excerpts.h"

namespace vmcp::diag {

enum class Color : std::uint8_t { kNever, kAlways };

/// The findings for people, in the order given:
///
///     cr.yaml:12:7: error: spec.incomingAuth.typ: unknown field; did you mean "type"? [unknown-field]
///           typ: anonymous
///           ^
///     cr.yaml:3:1: note: referenced from here
///
/// A suggestion of several lines stands indented below. A finding that has no line names its object instead of a place in it.
std::string render_text(std::span<const Diagnostic> findings, Excerpts& excerpts, Color color = Color::kNever);

/// The findings as one JSON array: severity, code, stage, message, file, line, column, path, resource {apiVersion,
/// kind, namespace, name}, related [{file, line, column, message}], suggestion; what is not known is absent.
/// Always UTF-8; ends with a line break.
std::string render_json(std::span<const Diagnostic> findings);

/// error, warning, note.
std::string_view severity_name(Severity severity);
/// usage, parse, admission, operator, start.
std::string_view stage_name(Stage stage);

}  // namespace vmcp::diag
