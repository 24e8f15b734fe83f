#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/edit/change.h"
#include "core/render/pipeline.h"
#include "core/source/sources.h"
#include "core/yaml/value.h"

namespace vmcp::edit {

/// The cures of one text that go together.
struct TextPlan {
  std::uint32_t source = 0;
  std::vector<std::size_t> cured;  ///< indices of findings, in the order of the text
  std::vector<Change> changes;     ///< what carries all of them out
  std::string text;                ///< the text afterwards
};

/// What cures findings for certain. Every text of it has been read again: it says what it said, but for the cures.
struct Plan {
  std::vector<TextPlan> texts;  ///< those with a cure
  /// For each finding what cures it alone; empty where nothing does for certain. Of two cures that do not go together
  /// the first is in `texts`, and their edits overlap.
  std::vector<std::vector<diag::Edit>> edits;
  /// Beside `edits`: where the field is then, and what, if that may be shown.
  std::vector<std::string> paths;
  std::vector<std::optional<yaml::Value>> values;
};

/// Plans the cures that findings carry. There is none where the code is never cured for certain (diag::kCures), the
/// text is a template of Helm's, a build rewrites the object (`rewritten`), a value holds a `${VAR}`, a field of the
/// new name is there, two fields would take it, the field or what it becomes is shared by an alias, or a line that must
/// not be shown would be written anew. `skips` leaves out more.
Plan plan(std::span<const diag::Diagnostic> findings, const source::Sources& sources,
          const render::Rewritten& rewritten, const std::function<bool(const diag::Diagnostic&)>& skips = {});

/// Adds the edits to findings.
void add_edits(std::span<diag::Diagnostic> findings, const source::Sources& sources,
               const render::Rewritten& rewritten);

}  // namespace vmcp::edit
