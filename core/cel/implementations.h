#pragma once

#include <span>

#include "core/cel/evaluation.h"

/// What functions do, by concern; each returns "no such overload" for kinds that it has none for.
namespace vmcp::cel {

using Arguments = std::span<const Value>;

// operators.cpp
Value logical_not(Evaluation& evaluation, Arguments arguments);
Value negate(Evaluation& evaluation, Arguments arguments);
Value equals(Evaluation& evaluation, Arguments arguments);
Value not_equals(Evaluation& evaluation, Arguments arguments);
Value less(Evaluation& evaluation, Arguments arguments);
Value less_equals(Evaluation& evaluation, Arguments arguments);
Value greater(Evaluation& evaluation, Arguments arguments);
Value greater_equals(Evaluation& evaluation, Arguments arguments);
Value index(Evaluation& evaluation, Arguments arguments);
Value in(Evaluation& evaluation, Arguments arguments);
Value size(Evaluation& evaluation, Arguments arguments);

// arithmetic.cpp
Value add(Evaluation& evaluation, Arguments arguments);
Value subtract(Evaluation& evaluation, Arguments arguments);
Value multiply(Evaluation& evaluation, Arguments arguments);
Value divide(Evaluation& evaluation, Arguments arguments);
Value modulo(Evaluation& evaluation, Arguments arguments);

// conversions.cpp
Value to_bool(Evaluation& evaluation, Arguments arguments);
Value to_bytes(Evaluation& evaluation, Arguments arguments);
Value to_double(Evaluation& evaluation, Arguments arguments);
Value to_duration(Evaluation& evaluation, Arguments arguments);
Value to_dyn(Evaluation& evaluation, Arguments arguments);
Value to_int(Evaluation& evaluation, Arguments arguments);
Value to_text(Evaluation& evaluation, Arguments arguments);
Value to_timestamp(Evaluation& evaluation, Arguments arguments);
Value to_type(Evaluation& evaluation, Arguments arguments);
Value to_uint(Evaluation& evaluation, Arguments arguments);

// time_functions.cpp
Value get_full_year(Evaluation& evaluation, Arguments arguments);
Value get_month(Evaluation& evaluation, Arguments arguments);
Value get_day_of_year(Evaluation& evaluation, Arguments arguments);
Value get_day_of_month(Evaluation& evaluation, Arguments arguments);
Value get_date(Evaluation& evaluation, Arguments arguments);
Value get_day_of_week(Evaluation& evaluation, Arguments arguments);
Value get_hours(Evaluation& evaluation, Arguments arguments);
Value get_minutes(Evaluation& evaluation, Arguments arguments);
Value get_seconds(Evaluation& evaluation, Arguments arguments);
Value get_milliseconds(Evaluation& evaluation, Arguments arguments);

// strings.cpp
Value contains(Evaluation& evaluation, Arguments arguments);
Value starts_with(Evaluation& evaluation, Arguments arguments);
Value ends_with(Evaluation& evaluation, Arguments arguments);
Value matches(Evaluation& evaluation, Arguments arguments);
Value find(Evaluation& evaluation, Arguments arguments);
Value find_all(Evaluation& evaluation, Arguments arguments);
Value lower_ascii(Evaluation& evaluation, Arguments arguments);
Value upper_ascii(Evaluation& evaluation, Arguments arguments);
Value trim(Evaluation& evaluation, Arguments arguments);
Value char_at(Evaluation& evaluation, Arguments arguments);
Value substring(Evaluation& evaluation, Arguments arguments);
Value replace(Evaluation& evaluation, Arguments arguments);
Value split(Evaluation& evaluation, Arguments arguments);
Value join(Evaluation& evaluation, Arguments arguments);

// lists.cpp; indexOf and lastIndexOf are also a string's
Value index_of(Evaluation& evaluation, Arguments arguments);
Value last_index_of(Evaluation& evaluation, Arguments arguments);
Value is_sorted(Evaluation& evaluation, Arguments arguments);
Value sum(Evaluation& evaluation, Arguments arguments);
Value min(Evaluation& evaluation, Arguments arguments);
Value max(Evaluation& evaluation, Arguments arguments);

}  // namespace vmcp::cel
