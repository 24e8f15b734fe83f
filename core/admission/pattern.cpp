#include "core/admission/pattern.h"

#include <re2/re2.h>
#include <utility>

namespace vmcp::admission {

Pattern::Pattern(std::string text) : text_(std::move(text)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

bool Pattern::valid() const { return compiled().ok(); }

bool Pattern::found_in(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled());
}

const re2::RE2& Pattern::compiled() const {
  if (compiled_ == nullptr) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    compiled_ = std::make_unique<re2::RE2>(text_, options);
  }
  return *compiled_;
}

}  // namespace vmcp::admission
