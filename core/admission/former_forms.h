#pragma once

#include <string_view>

#include "core/diag/code.h"
#include "core/diag/diagnostic.h"
#include "core/release/version.h"

namespace vmcp::admission {

/// What some releases before the oldest known one accept, and that one refuses.
struct FormerForm {
  std::string_view kind;
  std::string_view path;  ///< without indices; `*` stands for the key of a map
  diag::Code code;        ///< of the refusal
  std::string_view first;
  std::string_view last;
  std::string_view value = {};  ///< which is no more in an enum; empty for other codes
};

/// The row that says that `older` accepts what a finding about an object of `kind` is about; null pointer when it does
/// not, or when that is not known.
const FormerForm* find_former_form(std::string_view kind, const diag::Diagnostic& finding,
                                   const release::Version& older);

}  // namespace vmcp::admission
