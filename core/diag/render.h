#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/diag/diagnostic.h"
#include "core/diag/excerpts.h"

namespace vmcp::diag {

enum class Color : std::uint8_t { kNever, kAlways };

/// The findings for people, in the order given:
///
///     cr.yaml:12:7: error: spec.incomingAuth.typ: unknown field; did you mean "type"? [unknown-field]
///       12 |        typ: anonymous
///          |        ^
///     cr.yaml:3:1: note: referenced from here
///
/// A suggestion of several lines stands indented below. A finding that has no line names its object instead of a place
/// in it.
std::string render_text(std::span<const Diagnostic> findings, const Excerpts& excerpts, Color color = Color::kNever);

/// The findings as one JSON array: severity, code, stage, message, file, line, column, path, resource {apiVersion,
/// kind, namespace, name}, related [{file, line, column, message}], suggestion, more; what is not known is absent.
/// Always UTF-8; ends with a line break.
std::string render_json(std::span<const Diagnostic> findings);

/// The findings as workflow commands of GitHub Actions, which show them beside the lines of a change:
///
///     ::error file=cr.yaml,line=12,col=7,title=unknown-field::spec.incomingAuth.typ: unknown field
std::string render_github(std::span<const Diagnostic> findings);

/// The findings as a code quality report of GitLab: description, check_name, fingerprint, severity and location of
/// each. GitLab reads none behind the first that lacks one of them, so each has all; fingerprints are unique in a
/// report, and the same when lines were added above. Always UTF-8; ends with a line break.
std::string render_gitlab(std::span<const Diagnostic> findings);

/// The findings as a JUnit report: a suite per input, a case per finding; one of severity `fails_from` or above is
/// a failure, the rest passes with the text as its output. Without a finding there is one case, which passes, since
/// readers take none for a fault. The counts include findings that are not shown one by one.
/// One without a code says that a comparison has found a difference.
std::string render_junit(std::span<const Diagnostic> findings, Severity fails_from = Severity::kError);

/// The findings as one SARIF 2.1.0 log of the tool's `version`, with every code and its explanation as a rule. A
/// finding without a file belongs to the run as a whole.
std::string render_sarif(std::span<const Diagnostic> findings, std::string_view version);

/// A JSON text in which nothing works on whoever sees or runs over it: `##[`, a command to the runners of workflows,
/// and characters that are invisible or turn the writing direction are written with escapes.
std::string harmless_json(std::string_view json);

/// error, warning, note.
std::string_view severity_name(Severity severity);
/// usage, parse, admission, operator, start.
std::string_view stage_name(Stage stage);

}  // namespace vmcp::diag
