#include "core/diag/excerpts.h"

namespace vmcp::diag {

std::string_view Excerpts::line(const Place& place) {
  if (!text_of_ || place.line == 0) return {};
  auto found = files_.find(place.file);
  if (found == files_.end()) found = files_.try_emplace(place.file, text_of_(place.file)).first;
  File& in = found->second;
  if (place.line > in.lines.count() || in.hidden.contain(place.line)) return {};
  const std::string_view line = in.lines.content(place.line);
  return !shows_ || shows_(line) ? line : std::string_view{};
}

}  // namespace vmcp::diag
