#include "core/admission/pattern.h"

#include <re2/re2.h>
#include <utility>

#include "core/go/regexp.h"

namespace vmcp::admission {

Pattern::Pattern(std::string text) : text_(std::move(text)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

bool Pattern::valid() const { return go::regexp_cost(text_) <= go::kMostRegexpCost && go::is_regexp(text_); }

std::size_t Pattern::cost() const { return compiled_ != nullptr ? 0 : go::regexp_cost(text_); }

bool Pattern::found_in(std::string_view text) const {
  constexpr std::size_t kMostKept = 200;
  const auto matches = [&](const re2::RE2& regexp) {
    return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), regexp);
  };
  if (compiled_ != nullptr) return matches(*compiled_);
  // Of those that are too much to keep the last one: it is asked for each item of a list.
  thread_local std::string text_of_last;
  thread_local std::unique_ptr<const re2::RE2> last;
  if (last != nullptr && text_of_last == text_) return matches(*last);
  std::unique_ptr<const re2::RE2> regexp = go::compile_regexp(text_);
  if (regexp == nullptr) return true;
  const bool is_kept = cost() <= kMostKept;
  if (!is_kept) text_of_last = text_;
  std::unique_ptr<const re2::RE2>& place = is_kept ? compiled_ : last;
  place = std::move(regexp);
  return matches(*place);
}

}  // namespace vmcp::admission
