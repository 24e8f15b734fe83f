#include "core/apply/refusals.h"

#include "core/diag/quoted.h"

namespace vmcp::apply {

using diag::quoted;

void Refusals::not_found(const Node& at, std::string_view name, std::string_view where) {
  add(Reason::kNotFound, at, quoted(name) + " is not " + std::string(where));
}

void Refusals::duplicate(const Node& at, std::string_view value) {
  add(Reason::kDuplicate, at, quoted(value) + " is given twice");
}

void Refusals::invalid_text(const Node& at, std::string_view value, std::string_view fault) {
  if (!fault.empty()) invalid(at, quoted(value) + ' ' + std::string(fault));
}

}  // namespace vmcp::apply
