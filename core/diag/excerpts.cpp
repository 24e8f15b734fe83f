#include "core/diag/excerpts.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/diag/secrecy.h"
#include "core/diag/secret_keys.h"
#include "core/text/words.h"

namespace vmcp::diag {
namespace {

/// A line up to its comment.
std::string_view without_comment(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') return line.substr(0, at);
  }
  return line;
}

/// Whether a line has the key of a value that goes with a name: its first word, or one in front of a colon.
bool has_value_key(std::string_view line) {
  bool is_first = true;
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(" -\"'{}[],:;="), line.size()));
    if (line.empty()) return false;
    const std::string_view word = line.substr(0, line.find_first_of(" \"'{}[],:;="));
    line.remove_prefix(word.size());
    const std::size_t sign = line.find_first_not_of(" \"'");
    const bool is_key = std::exchange(is_first, false) || (sign != std::string_view::npos && line[sign] == ':');
    if (is_key && is_value_key(word)) return true;
  }
}

/// Whether a line, or the one in front of it or behind it, has the name of a secret in it, or a line itself the key of
/// a value that goes with a name. Comments decide nothing.
bool is_beside_secret(const Lines& lines, std::size_t line) {
  if (has_value_key(without_comment(lines.content(line)))) return true;
  const std::size_t last = std::min(line + 1, lines.count());
  for (std::size_t at = std::max<std::size_t>(line, 2) - 1; at <= last; ++at) {
    if (text::any_name_in(without_comment(lines.content(at)), names_secret)) return true;
  }
  return false;
}

}  // namespace

std::string_view Excerpts::line(const Place& place, Document document) {
  if (!text_of_ || place.line == 0) return {};
  auto found = files_.find(place.file);
  if (found == files_.end()) found = files_.try_emplace(place.file, text_of_(place.file)).first;
  File& in = found->second;
  const Asked asked{place.line, document};
  if (in.asked != asked) {
    in.asked = asked;
    in.answer = shown_of(in, asked);
  }
  return in.answer;
}

std::string_view Excerpts::shown_of(File& in, const Asked& asked) const {
  if (asked.line > in.lines.count() || in.hidden.contain(asked.line)) return {};
  if (asked.document == Document::kNotUnderstood && is_beside_secret(in.lines, asked.line)) return {};
  const std::string_view line = in.lines.content(asked.line);
  return !shows_ || shows_(line) ? line : std::string_view{};
}

}  // namespace vmcp::diag
