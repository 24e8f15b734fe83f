#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/diag/diagnostic.h"
#include "core/edit/line_diff.h"
#include "core/render/pipeline.h"
#include "core/source/files.h"
#include "core/source/sources.h"

namespace vmcp::edit {

/// What a check of all inputs has found.
struct Look {
  const source::Sources* sources = nullptr;
  std::vector<diag::Diagnostic> findings;  ///< in the order in which they are printed, which may be fewer
  render::Rewritten rewritten;
  std::set<std::string> left_alone = {};  ///< paths of inputs that are not to be changed
};

/// Reads the inputs from what it is given and runs every stage. What it returns is good until it is called again.
using Check = std::function<Look(const source::FileSystem&)>;

struct Fixed {
  /// The findings that were cured, in the order in which they were, with the places that they had in the files.
  std::vector<diag::Diagnostic> cured;
  /// The files that are to change, by their paths.
  std::map<std::string, ChangedText> texts;
  Look left;  ///< what a check finds afterwards
};

/// Cures what is cured for certain (plan()), and then what has come up by it, until nothing is left to cure. No file is
/// written. A cure because of which the API server would refuse what it has written is taken back.
Fixed fix(const source::FileSystem& files, const Check& check);

/// Writes a text to its file, which must still say what it said. Returns what went wrong; empty when nothing did.
std::string write(const source::FileSystem& files, const std::string& path, const ChangedText& text);

}  // namespace vmcp::edit
