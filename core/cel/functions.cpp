#include "core/cel/functions.h"

#include <algorithm>
#include <array>

#include "core/cel/implementations.h"

namespace vmcp::cel {
namespace {

struct Function {
  std::string_view name;
  Implementation implementation;
};

constexpr auto kFunctions = std::to_array<Function>({
    {"!=", not_equals},
    {"!_", logical_not},
    {"%", modulo},
    {"*", multiply},
    {"+", add},
    {"-", subtract},
    {"-_", negate},
    {"/", divide},
    {"<", less},
    {"<=", less_equals},
    {"==", equals},
    {">", greater},
    {">=", greater_equals},
    {"@in", in},
    {"_[_]", index},
    {"bool", to_bool},
    {"bytes", to_bytes},
    {"charAt", char_at},
    {"contains", contains},
    {"double", to_double},
    {"duration", to_duration},
    {"dyn", to_dyn},
    {"endsWith", ends_with},
    {"find", find},
    {"findAll", find_all},
    {"getDate", get_date},
    {"getDayOfMonth", get_day_of_month},
    {"getDayOfWeek", get_day_of_week},
    {"getDayOfYear", get_day_of_year},
    {"getFullYear", get_full_year},
    {"getHours", get_hours},
    {"getMilliseconds", get_milliseconds},
    {"getMinutes", get_minutes},
    {"getMonth", get_month},
    {"getSeconds", get_seconds},
    {"indexOf", index_of},
    {"int", to_int},
    {"isSorted", is_sorted},
    {"join", join},
    {"lastIndexOf", last_index_of},
    {"lowerAscii", lower_ascii},
    {"matches", matches},
    {"max", max},
    {"min", min},
    {"replace", replace},
    {"size", size},
    {"split", split},
    {"startsWith", starts_with},
    {"string", to_text},
    {"substring", substring},
    {"sum", sum},
    {"timestamp", to_timestamp},
    {"trim", trim},
    {"type", to_type},
    {"uint", to_uint},
    {"upperAscii", upper_ascii},
});
static_assert(std::ranges::is_sorted(kFunctions, {}, &Function::name));

}  // namespace

Implementation find_implementation(std::string_view function) {
  const auto* const found = std::ranges::lower_bound(kFunctions, function, {}, &Function::name);
  return found == kFunctions.end() || found->name != function ? nullptr : found->implementation;
}

}  // namespace vmcp::cel
