#include "core/kube/time.h"

#include "core/go/time.h"

namespace vmcp::kube {

std::optional<std::string> utc_timestamp(std::string_view text) {
  const std::optional<go::Time> time = go::parse_time(text);
  if (!time) return std::nullopt;
  return go::format_time({time->seconds, 0, 0});
}

}  // namespace vmcp::kube
