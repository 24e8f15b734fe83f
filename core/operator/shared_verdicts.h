#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <typeindex>
#include <utility>

#include "core/operator/context.h"

namespace vmcp::op {

/// What a run finds out about texts that many gateways may share: each is judged once, for whichever gateway comes
/// first, on any thread.
class SharedVerdicts {
 public:
  /// What `judge()` says of the text of `object` below `key`, which may be a path or name several. It must depend on
  /// that text alone and report nothing; by its type it is told from other judges of the same text.
  template <class Judge>
  auto of(const cluster::Object& object, std::string_view key, const Judge& judge) {
    using Verdict = std::invoke_result_t<const Judge&>;
    Text text{typeid(Judge), &object, std::string(key)};
    std::shared_ptr<const void> verdict = find(text);
    if (!verdict) verdict = keep(std::move(text), std::make_shared<const Verdict>(judge()));
    return std::static_pointer_cast<const Verdict>(std::move(verdict));
  }

 private:
  using Text = std::tuple<std::type_index, const cluster::Object*, std::string>;

  std::shared_ptr<const void> find(const Text& text) const;
  /// The verdict that is kept: another's, if that came first.
  std::shared_ptr<const void> keep(Text text, std::shared_ptr<const void> verdict);

  mutable std::mutex mutex_;
  std::map<Text, std::shared_ptr<const void>> verdicts_;
};

/// As SharedVerdicts::of() of the run, if there is one. The object must live as long as the run's cluster.
template <class Judge>
auto shared_verdict(const Context& context, const cluster::Object& object, std::string_view key, const Judge& judge) {
  if (context.verdicts != nullptr) return context.verdicts->of(object, key, judge);
  return std::make_shared<const std::invoke_result_t<const Judge&>>(judge());
}

}  // namespace vmcp::op
