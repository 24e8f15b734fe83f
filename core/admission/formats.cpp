#include "core/admission/formats.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/admission/pattern.h"
#include "core/go/duration.h"
#include "core/go/ip.h"
#include "core/go/url.h"

namespace vmcp::admission {
namespace {

/// Formats that an expression decides; names as the API server compares them, without dashes.
constexpr std::pair<std::string_view, const char*> kExpressions[] = {
    {"byte", R"(^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$)"},
    {"date", R"(^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$)"},
    {"datetime",
     R"((?i)^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])t(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:z|[+-]\d\d:\d\d)$)"},
    {"hexcolor", R"(^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$)"},
    {"k8slongname", R"(^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$)"},
    {"k8sshortname", R"(^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$)"},
    {"mac", R"((?i)^(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5})$)"},
    {"ssn", R"(^\d{3}[- ]?\d{2}[- ]?\d{4}$)"},
    {"uuid", R"((?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$)"},
    {"uuid3", R"((?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$)"},
    {"uuid4", R"((?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$)"},
    {"uuid5", R"((?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$)"},
};

/// A number with a unit in words, as strfmt.ParseDuration accepts beside what Go reads.
constexpr const char* kWordyDuration =
    R"((?i)\d+\s*(?:ns|us|µs|ms|s|m|h|hr|d|w|wk|(?:nano|micro|milli|sec|min|hour|day|week)[a-zµ]*)(?:[^a-zµ]|$))";

}  // namespace

bool matches_format(std::string_view format, std::string_view text) {
  std::string name(format);
  std::erase(name, '-');
  if (name == "duration") return go::parse_duration(text) || Pattern(kWordyDuration).found_in(text);
  if (name == "uri") return static_cast<bool>(go::url::parse_request_uri(text));
  if (name == "ipv4") return go::parse_ip(text) && text.find(':') == std::string_view::npos;
  if (name == "ipv6") return go::parse_ip(text) && text.find(':') != std::string_view::npos;
  if (name == "cidr") return go::parse_cidr(text).has_value();
  const auto* row =
      std::ranges::find(kExpressions, std::string_view{name}, [](const auto& pair) { return pair.first; });
  return row == std::end(kExpressions) || Pattern(row->second).found_in(text);
}

}  // namespace vmcp::admission
