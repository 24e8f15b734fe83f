#include "core/operator/shared_verdicts.h"

namespace vmcp::op {

std::shared_ptr<const void> SharedVerdicts::find(const Text& text) const {
  const std::lock_guard lock(mutex_);
  const auto found = verdicts_.find(text);
  return found == verdicts_.end() ? nullptr : found->second;
}

std::shared_ptr<const void> SharedVerdicts::keep(Text text, std::shared_ptr<const void> verdict) {
  const std::lock_guard lock(mutex_);
  return verdicts_.try_emplace(std::move(text), std::move(verdict)).first->second;
}

}  // namespace vmcp::op
