#pragma once

#include <string>

#include "core/diag/explanations/explanation.h"

namespace vmcp::diag {

/// A code with all that is to be known of it, as a page of plain text of at most 80 columns.
std::string explain(const Explanation& explanation);

/// Every code with its meaning, those of a stage together: under the first stage that reports it, with the others
/// behind it. As above, 80 columns at most.
std::string explain_all();

/// How to cure the finding, with the example: the last parts of the page.
std::string help_text(const Explanation& explanation);

}  // namespace vmcp::diag
