#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

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
/// commas. A code that is not known is a warning.
void suppress_as_annotated(std::span<const yaml::Document> documents, const std::string& default_namespace,
                           const source::Sources& sources, diag::Sink& sink);

}  // namespace vmcp::render
