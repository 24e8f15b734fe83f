#pragma once

#include <string>

#include "core/diag/explanations/explanation.h"

/// The examples of explanations. In a row, each line begins with a mark: `-` is of what draws the finding, `+` of what
/// to write instead, a blank of both. Behind it stands
///
///     $ COMMAND        how the program is run, where it is not `vmcp-render check gateway.yaml`
///     ==> NAME <==     the file that the lines below are of, where there is more than gateway.yaml
///     %FRAME           the lines of a frame: what many examples have in common
///
/// or a line of a file. Commands and names of files stay in the texts below, which are what people read.
namespace vmcp::diag {

/// What draws the finding.
std::string drawing(const Explanation& explanation);

/// The same without the finding; empty where the example shows no cure.
std::string cured(const Explanation& explanation);

/// Of `cured` the command and those documents that differ from `drawing`.
std::string difference(const Explanation& explanation);

/// Whether what draws the finding stays, with more documents beside it.
bool only_adds_documents(const Explanation& explanation);

}  // namespace vmcp::diag
