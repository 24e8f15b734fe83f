#pragma once

#include <cstddef>
#include <string>

#include "core/yaml/value.h"

namespace vmcp::admission {

/// What findings ask of the values that they are about. Many may be about one long text, which is searched once.
class TextFacts {
 public:
  struct Facts {
    bool has_variable = false;  ///< as has_variable()
    bool looks_secret = false;  ///< as diag::looks_secret()
    std::string hint = {};      ///< as variable_hint()
    std::string quoted = {};    ///< as diag::quoted(), of a long text
  };

  /// Of a value that is not a text nothing holds. The result lasts until the next call.
  const Facts& of(const yaml::Value& value);
  /// As has_variable(), where no more than a count depends on it: a text of the last one's size that stands where that
  /// did is taken for it without a look.
  bool has_variable_for_count(const yaml::Value& value);

 private:
  bool stands_where_last_did(const yaml::Value& value) const;

  Facts facts_;
  std::string last_;  ///< the long text that they are of; empty: they are of a short one
  const char* last_at_ = nullptr;
};

}  // namespace vmcp::admission
