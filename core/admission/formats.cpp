#include "core/admission/formats.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

#include "core/admission/pattern.h"
#include "core/cel/time.h"
#include "core/go/duration.h"
#include "core/go/ip.h"
#include "core/go/url.h"

namespace vmcp::admission {
namespace {

struct Expression {
  std::string_view format;  ///< as the API server compares names, without dashes
  Pattern pattern;
};

/// The expression that decides a format; null pointer when none does.
const Pattern* expression_of(std::string_view format) {
  static const Expression kExpressions[] = {
      {"byte", Pattern(R"(^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$)")},
      {"date", Pattern(R"(^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$)")},
      {"datetime", Pattern(R"((?i)^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])t)"
                           R"((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:z|[+-]\d\d:\d\d)$)")},
      {"hexcolor", Pattern(R"(^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$)")},
      {"k8slongname", Pattern(R"(^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$)")},
      {"k8sshortname", Pattern(R"(^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$)")},
      {"mac", Pattern(R"((?i)^(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5})$)")},
      {"ssn", Pattern(R"(^\d{3}[- ]?\d{2}[- ]?\d{4}$)")},
      {"uuid", Pattern(R"((?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$)")},
      {"uuid3", Pattern(R"((?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$)")},
      {"uuid4", Pattern(R"((?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$)")},
      {"uuid5", Pattern(R"((?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$)")},
      // A number with a unit in words, as strfmt.ParseDuration accepts beside what Go reads.
      {"duration",
       Pattern(R"((?i)\d+\s*(?:ns|us|µs|ms|s|m|h|hr|d|w|wk|(?:nano|micro|milli|sec|min|hour|day|week)[a-zµ]*))"
               R"((?:[^a-zµ]|$))")},
  };
  const auto* row = std::ranges::find(kExpressions, format, &Expression::format);
  return row == std::end(kExpressions) ? nullptr : &row->pattern;
}

}  // namespace

bool is_moment(std::string text) {
  constexpr std::string_view kFirst = "0000";
  constexpr std::string_view kOtherLeapYear = "2000";
  if (text.starts_with(kFirst)) text.replace(0, kFirst.size(), kOtherLeapYear);
  return cel::parse_timestamp(text).has_value();
}

bool matches_format(std::string_view format, std::string_view text) {
  std::string name(format);
  std::erase(name, '-');
  if (name == "uri") return static_cast<bool>(go::url::parse_request_uri(text));
  if (name == "ipv4") return go::parse_ip(text) && text.find(':') == std::string_view::npos;
  if (name == "ipv6") return go::parse_ip(text) && text.find(':') != std::string_view::npos;
  if (name == "cidr") return go::parse_cidr(text).has_value();
  if (name == "duration" && go::parse_duration(text)) return true;
  const Pattern* pattern = expression_of(name);
  if (pattern == nullptr) return true;
  if (!pattern->found_in(text)) return false;
  constexpr std::size_t kDay = 10;
  return !name.starts_with("date") || is_moment(std::string(text.substr(0, kDay)) + "T00:00:00Z");
}

}  // namespace vmcp::admission
