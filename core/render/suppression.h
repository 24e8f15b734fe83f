#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/diag/sink.h"
#include "core/diag/suppressions.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::render {

/// What `CODE[=[NS/]NAME]` asks for.
struct AskedSuppression {
  std::optional<diag::Suppression> suppression;
  std::string fault;  ///< why there is none, as the end of a message
};
AskedSuppression read_suppression(std::string_view text);

/// Suppresses what objects ask for themselves: the codes of their annotation `vmcp-render/suppress`, separated by
/// commas. A code that is not known is a warning, and so is an annotation that is nearly this one.
void suppress_as_annotated(std::span<const yaml::Document> documents, const std::string& default_namespace,
                           const source::Sources& sources, diag::Sink& sink);

/// An object of the input, by namespace and name.
using ObjectName = std::pair<std::string, std::string>;

/// Warns of what was asked to be suppressed of one object by name, where nothing was: the input, whose objects are
/// given, has no object of that name, or, where all of it has been judged, that one has no such finding.
void warn_of_unused(std::span<const diag::Suppression> asked, const std::set<ObjectName>& objects, bool all_judged,
                    diag::Sink& sink);

}  // namespace vmcp::render
