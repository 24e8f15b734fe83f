#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/apply/node.h"

namespace vmcp::apply {

/// Why the API server refuses a field: its causes' types (as apimachinery's field.ErrorType).
enum class Reason : std::uint8_t { kRequired, kInvalid, kUnsupported, kForbidden, kDuplicate, kNotFound, kTooLong };

/// One cause of a refusal.
struct Refusal {
  Reason reason = Reason::kInvalid;
  std::string path;        ///< of the field, as the API server names it
  std::string rule;        ///< what must hold, with the value that is there: `"a.b" must not contain dots`
  std::string field = {};  ///< path of the value that is at fault, where `path` does not lead to it
  std::string rival = {};  ///< path of the other field, where two do not go together
};

/// Collects the causes for which an object is refused.
class Refusals {
 public:
  void add(Reason reason, const Node& at, std::string rule) { all_.push_back({reason, at.path(), std::move(rule)}); }
  /// The last cause that was added came of `field`, of which it names the owner.
  Refusals& about(const Node& field) {
    all_.back().field = field.path();
    return *this;
  }
  /// The last cause that was added came of a field that does not go together with `rival`.
  Refusals& beside(const Node& rival) { return beside(rival.path()); }
  Refusals& beside(std::string rival) {
    all_.back().rival = std::move(rival);
    return *this;
  }

  void required(const Node& at, std::string_view what = "must be set") {
    add(Reason::kRequired, at, std::string(what));
  }
  void required_text(const Node& at) {
    if (at.text().empty()) required(at);
  }
  void forbidden(const Node& at, std::string_view why) { add(Reason::kForbidden, at, std::string(why)); }
  void not_found(const Node& at, std::string_view name, std::string_view where);
  void duplicate(const Node& at, std::string_view value);
  void invalid(const Node& at, std::string rule) { add(Reason::kInvalid, at, std::move(rule)); }
  /// About a text that has a `fault`; an empty one is none.
  void invalid_text(const Node& at, std::string_view value, std::string_view fault);
  void invalid_text(const Node& at, std::string_view fault) { invalid_text(at, at.text(), fault); }

  std::vector<Refusal> take() { return std::move(all_); }
  bool empty() const { return all_.empty(); }
  std::size_t count() const { return all_.size(); }

 private:
  std::vector<Refusal> all_;
};

}  // namespace vmcp::apply
