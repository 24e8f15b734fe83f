#include "core/admission/pattern.h"

#include <re2/re2.h>
#include <utility>

#include "core/go/regexp.h"

namespace vmcp::admission {
namespace {

constexpr std::size_t kMostCost = 20'000;
constexpr std::size_t kMostKept = 200;

}  // namespace

Pattern::Pattern(std::string text) : text_(std::move(text)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

bool Pattern::valid() const { return go::regexp_cost(text_) <= kMostCost && go::is_regexp(text_); }

std::size_t Pattern::cost() const { return compiled_ != nullptr ? 0 : go::regexp_cost(text_); }

bool Pattern::found_in(std::string_view text) const {
  const auto matches = [&](const re2::RE2& regexp) {
    return !regexp.ok() || re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), regexp);
  };
  if (compiled_ != nullptr) return matches(*compiled_);
  const std::size_t cost = go::regexp_cost(text_);
  if (cost > kMostCost) return true;
  if (cost > kMostKept) return matches(re2::RE2(text_, re2::RE2::Quiet));
  compiled_ = std::make_unique<const re2::RE2>(text_, re2::RE2::Quiet);
  return matches(*compiled_);
}

}  // namespace vmcp::admission
