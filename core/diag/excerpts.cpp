#include "core/diag/excerpts.h"

#include "core/diag/secret_lines.h"

namespace vmcp::diag {

Excerpts::File::File(std::string_view text) : lines(text), hidden(secret_lines(text)) {}

std::string_view Excerpts::line(const Place& place) {
  if (!text_of_ || place.line == 0) return {};
  auto found = files_.find(place.file);
  if (found == files_.end()) found = files_.emplace(place.file, text_of_(place.file)).first;
  const File& in = found->second;
  return place.line > in.lines.count() || in.hidden[place.line - 1] ? std::string_view{} : in.lines.content(place.line);
}

}  // namespace vmcp::diag
