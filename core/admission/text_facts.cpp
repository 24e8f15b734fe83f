#include "core/admission/text_facts.h"

#include "core/admission/variable.h"
#include "core/diag/quoted.h"
#include "core/diag/secrecy.h"

namespace vmcp::admission {
namespace {

constexpr std::size_t kShort = std::size_t{16} << 10U;

}  // namespace

const TextFacts::Facts& TextFacts::of(const yaml::Value& value) {
  const bool is_long = value.is_string() && value.as_string().size() > kShort;
  // The text is compared, too: others may come to stand in its place.
  if (is_long && stands_where_last_did(value) && value.as_string() == last_) return facts_;
  facts_ = {};
  last_ = is_long ? value.as_string() : std::string();
  last_at_ = is_long ? value.as_string().data() : nullptr;
  if (value.is_string()) {
    facts_ = {admission::has_variable(value), diag::looks_secret(value.as_string()), variable_hint(value)};
  }
  if (is_long) facts_.quoted = diag::quoted(value.as_string());
  return facts_;
}

bool TextFacts::has_variable_for_count(const yaml::Value& value) {
  return stands_where_last_did(value) ? facts_.has_variable : of(value).has_variable;
}

bool TextFacts::stands_where_last_did(const yaml::Value& value) const {
  return value.is_string() && last_at_ == value.as_string().data() && last_.size() == value.as_string().size();
}

}  // namespace vmcp::admission
