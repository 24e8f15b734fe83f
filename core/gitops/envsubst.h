#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace vmcp::gitops {

/// What a variable stands for.
struct Binding {
  enum class State : std::uint8_t {
    kUnset,    ///< nothing says what it is: a default holds
    kUnknown,  ///< it is, or may be, something that is not known here, or must not be shown
    kSet
  };

  State state = State::kUnset;
  std::string value = {};
};

using Lookup = std::function<Binding(std::string_view name)>;

/// `text` with its `${...}` replaced as github.com/fluxcd/pkg/envsubst replaces them: `${V}`, `${V:=default}` and
/// `${V:-default}` (as `=`, `:+` and `:?` are there), `${#V}`, `${V:1:2}`, `${V/a/b}`, `${V#a*}`, `${V%a*}`, `${V^}`,
/// `${V,}` and their doubled forms; `$$` is a dollar and `$V` no variable. Other than there, what depends on a variable
/// whose value is not known stays as it is written, and so does what is no expression.
std::string expand(std::string_view text, const Lookup& lookup);

/// Whether `name` may be that of a variable, as Flux wants it.
bool is_variable_name(std::string_view name);

}  // namespace vmcp::gitops
