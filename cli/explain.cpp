#include "cli/explain.h"

#include <string_view>

#include "cli/vocabulary.h"
#include "core/diag/explain.h"
#include "core/diag/explanations/explanations.h"
#include "core/diag/quoted.h"
#include "core/diag/suppressions.h"

namespace vmcp::cli {

std::string explain(std::span<const std::string> words) {
  if (words.empty()) return diag::explain_all();
  if (words.size() > 1) throw UsageError("one code at a time, not " + diag::quoted(words[1]) + ", too");
  std::string_view code = words.front();
  if (code.starts_with('[') && code.ends_with(']')) code = code.substr(1, code.size() - 2);
  const diag::Explanation* explanation = diag::find_explanation(code);
  if (explanation != nullptr) return diag::explain(*explanation);
  throw UsageError("no finding has the code " + diag::quoted(code) + diag::code_hint(code));
}

}  // namespace vmcp::cli
