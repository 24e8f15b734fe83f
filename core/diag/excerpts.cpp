#include "core/diag/excerpts.h"

#include "core/diag/secret_lines.h"

namespace vmcp::diag {

Excerpts::File::File(std::string_view text) : lines(text), hidden(secret_lines(text)) {}

std::string_view Excerpts::line(const Place& place) {
  if (!text_of_ || place.line == 0) return {};
  auto found = files_.find(place.file);
  if (found == files_.end()) found = files_.emplace(place.file, text_of_(place.file)).first;
  const File& in = found->second;
  if (place.line > in.lines.count() || in.hidden[place.line - 1]) return {};
  const std::string_view line = in.lines.content(place.line);
  return !shows_ || shows_(line) ? line : std::string_view{};
}

}  // namespace vmcp::diag
