#include "core/diag/explanations/explanations.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>

#include "core/diag/explanations/admission.h"
#include "core/diag/explanations/apply.h"
#include "core/diag/explanations/auth_server.h"
#include "core/diag/explanations/composite_tools.h"
#include "core/diag/explanations/incoming_auth.h"
#include "core/diag/explanations/input.h"
#include "core/diag/explanations/members.h"
#include "core/diag/explanations/parse.h"
#include "core/diag/explanations/references.h"
#include "core/diag/explanations/settings.h"
#include "core/diag/explanations/start.h"
#include "core/diag/explanations/tree.h"
#include "core/diag/explanations/values.h"

namespace vmcp::diag {
namespace {

/// Lists of explanations as one.
template <std::size_t... kSizes>
constexpr std::array<Explanation, (kSizes + ...)> joined(const std::array<Explanation, kSizes>&... lists) {
  return std::apply([](const auto&... rows) { return std::array{rows...}; }, std::tuple_cat(lists...));
}

constexpr std::array kExplanations =
    joined(kTreeExplanations, kInputExplanations, kParseExplanations, kAdmissionExplanations, kValuesExplanations,
           kReferencesExplanations, kMembersExplanations, kSettingsExplanations, kIncomingAuthExplanations,
           kAuthServerExplanations, kCompositeToolsExplanations, kApplyExplanations, kStartExplanations);

static_assert(kExplanations.size() == kCodes.size() &&
                  std::ranges::all_of(kCodes,
                                      [](const CodeMeaning& known) {
                                        return std::ranges::count(kExplanations, known.code, &Explanation::code) == 1;
                                      }),
              "every code has one explanation: see core/diag/explanations");

}  // namespace

std::span<const Explanation> explanations() { return kExplanations; }

const Explanation* find_explanation(std::string_view code) {
  const auto found = std::ranges::find(kExplanations, code, &Explanation::code);
  return found == kExplanations.end() ? nullptr : &*found;
}

}  // namespace vmcp::diag
