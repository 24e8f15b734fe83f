#include "core/cel/implementations.h"
#include "core/cel/time.h"

namespace vmcp::cel {
namespace {

constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::int64_t kSecond = 1'000 * kMillisecond;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;

/// A field of a timestamp in UTC, or in the zone that the second argument names.
Value civil_field(Evaluation& evaluation, Arguments arguments, std::int64_t go::CivilTime::*field,
                  std::int64_t shift = 0) {
  const Timestamp* timestamp = arguments[0].get<Timestamp>();
  if (timestamp == nullptr) return evaluation.no_such_overload();
  std::optional<std::int64_t> zone = 0;
  if (arguments.size() > 1) {
    const Text* name = arguments[1].get<Text>();
    if (name == nullptr) return evaluation.no_such_overload();
    zone = parse_zone(name->text);
    if (!zone) return evaluation.error("unknown time zone \"" + std::string(name->text) + '"');
  }
  return Value(go::civil_time(*timestamp, *zone).*field + shift);
}

/// A timestamp's field, or a duration in whole units.
Value field_or_units(Evaluation& evaluation, Arguments arguments, std::int64_t go::CivilTime::*field,
                     std::int64_t unit) {
  const Duration* duration = arguments[0].get<Duration>();
  if (duration == nullptr) return civil_field(evaluation, arguments, field);
  return arguments.size() == 1 ? Value(duration->nanoseconds / unit) : evaluation.no_such_overload();
}

}  // namespace

Value get_full_year(Evaluation& evaluation, Arguments arguments) {
  return civil_field(evaluation, arguments, &go::CivilTime::year);
}

Value get_month(Evaluation& evaluation, Arguments arguments) {
  return civil_field(evaluation, arguments, &go::CivilTime::month);
}

Value get_day_of_year(Evaluation& evaluation, Arguments arguments) {
  return civil_field(evaluation, arguments, &go::CivilTime::day_of_year);
}

Value get_day_of_month(Evaluation& evaluation, Arguments arguments) {
  return civil_field(evaluation, arguments, &go::CivilTime::day);
}

Value get_date(Evaluation& evaluation, Arguments arguments) {
  return civil_field(evaluation, arguments, &go::CivilTime::day, 1);
}

Value get_day_of_week(Evaluation& evaluation, Arguments arguments) {
  return civil_field(evaluation, arguments, &go::CivilTime::day_of_week);
}

Value get_hours(Evaluation& evaluation, Arguments arguments) {
  return field_or_units(evaluation, arguments, &go::CivilTime::hours, kHour);
}

Value get_minutes(Evaluation& evaluation, Arguments arguments) {
  return field_or_units(evaluation, arguments, &go::CivilTime::minutes, kMinute);
}

Value get_seconds(Evaluation& evaluation, Arguments arguments) {
  return field_or_units(evaluation, arguments, &go::CivilTime::seconds, kSecond);
}

Value get_milliseconds(Evaluation& evaluation, Arguments arguments) {
  if (const Duration* duration = arguments[0].get<Duration>()) return Value(duration->nanoseconds / kMillisecond);
  const Timestamp* timestamp = arguments[0].get<Timestamp>();
  if (timestamp == nullptr) return evaluation.no_such_overload();
  return Value(timestamp->nanoseconds / kMillisecond);
}

}  // namespace vmcp::cel
