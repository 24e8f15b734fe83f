#include "core/gitops/name_pattern.h"

#include <algorithm>
#include <cstdint>
#include <re2/re2.h>

#include "core/go/regexp.h"
#include "core/text/ascii.h"

namespace vmcp::gitops {
namespace {

/// Room for a few thousand states: what a pattern costs to compile is bounded, however short it is.
constexpr std::int64_t kMostMemory = 256 * std::int64_t{1024};
constexpr std::size_t kMostCost = 500;

bool is_name(std::string_view pattern) {
  return std::ranges::all_of(pattern, [](char c) { return text::is_alphanumeric(c) || c == '-' || c == '_'; });
}

}  // namespace

NamePattern::NamePattern(std::string_view pattern) : pattern_(pattern) {
  // What costs more is not meant for names, which are ASCII.
  if (is_name(pattern) || go::regexp_cost(pattern) > kMostCost) return;
  RE2::Options options(RE2::Quiet);
  options.set_max_mem(kMostMemory);
  expression_ = std::make_shared<const RE2>(pattern, options);
}

bool NamePattern::matches(std::string_view name) const {
  if (expression_ != nullptr) return RE2::FullMatch(name, *expression_);
  return pattern_.empty() || name == pattern_;
}

std::size_t NamePattern::units() const {
  constexpr std::size_t kOfExpression = 16;
  return expression_ != nullptr ? kOfExpression : 1;
}

}  // namespace vmcp::gitops
