#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace vmcp::cel {

/// Whose CEL an expression is written in.
enum class Dialect : std::uint8_t {
  kStandard,    ///< cel-go's default environment: lists may mix types, numbers compare within their type only
  kKubernetes,  ///< a CRD's rules: homogeneous lists, numbers compare across types, more functions
};

/// One overload of a function. A signature is the parameters (a receiver first), a colon and the result, a letter a
/// type: b bool, i int, u uint, d double, s string, y bytes, D duration, T timestamp, * dyn, A and B type parameters,
/// L list of the next, M map from the next to the one after, t type of the next.
struct Declaration {
  std::string_view function;
  std::string_view signature;
  bool member = false;
  Dialect since = Dialect::kStandard;
};

/// The overloads of a function; none of one that nobody declares.
std::span<const Declaration> overloads_of(std::string_view function);

}  // namespace vmcp::cel
