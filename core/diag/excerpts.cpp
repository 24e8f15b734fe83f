#include "core/diag/excerpts.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace vmcp::diag {
namespace {

bool is_word_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool holds_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || !is_word_character(text[at - 1]);
    const bool ends = end == text.size() || !is_word_character(text[end]);
    if (begins && ends) return true;
  }
  return false;
}

bool is_document_separator(std::string_view line) {
  return line.starts_with("---") && (line.size() == 3 || line[3] == ' ' || line[3] == '\t' || line[3] == '\r');
}

/// The word that ends right before the colon at `colon`, in lower case and without `_` and `-`.
std::string key_before(std::string_view line, std::size_t colon) {
  std::string_view key = line.substr(0, colon);
  while (!key.empty() && (key.back() == ' ' || key.back() == '"' || key.back() == '\'')) key.remove_suffix(1);
  std::size_t begin = key.size();
  while (begin > 0 && (is_word_character(key[begin - 1]) || key[begin - 1] == '-')) --begin;
  std::string word;
  for (const char c : key.substr(begin)) {
    if (c != '_' && c != '-') word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return word;
}

bool is_secret_key(std::string_view line, std::size_t colon) {
  constexpr std::array<std::string_view, 7> kKeys = {"secret", "password",   "passphrase", "token",
                                                     "apikey", "privatekey", "credentials"};
  const std::string key = key_before(line, colon);
  return std::ranges::any_of(kKeys, [&](std::string_view secret) { return key.ends_with(secret); });
}

/// Follows the lines of a document and tells which give a value to a key that names a secret, on the line of the key
/// or below it.
class SecretValues {
 public:
  bool hides(std::string_view line) {
    const std::size_t indent = line.find_first_not_of(" -");
    if (indent == std::string_view::npos) return below_key_;
    if (below_key_ && indent <= key_indent_) below_key_ = false;
    // Below a key without a value may be a mapping, such as a reference, whose own keys then decide.
    const bool is_value = below_key_ && (literal_ || line.find(':') == std::string_view::npos);
    bool found = false;
    for (std::size_t colon = line.find(':'); colon != std::string_view::npos; colon = line.find(':', colon + 1)) {
      if (!is_secret_key(line, colon)) continue;
      const std::size_t value = line.find_first_not_of(" \t\r", colon + 1);
      found = found || value != std::string_view::npos;
      if (is_value) continue;
      below_key_ = true;
      key_indent_ = indent;
      literal_ = value != std::string_view::npos && (line[value] == '|' || line[value] == '>');
    }
    return is_value || found;
  }

 private:
  bool below_key_ = false;
  bool literal_ = false;
  std::size_t key_indent_ = 0;
};

}  // namespace

std::string_view Excerpts::line(const Place& place) {
  if (!text_of_ || place.line == 0) return {};
  const File& in = file(place.file);
  const std::size_t index = place.line - 1;
  if (index >= in.line_starts.size() || in.hidden[index]) return {};
  std::string_view line = in.text.substr(in.line_starts[index]);
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

const Excerpts::File& Excerpts::file(const std::string& name) {
  const auto [entry, is_new] = files_.try_emplace(name);
  File& file = entry->second;
  if (!is_new) return file;
  file.text = text_of_(name);
  SecretValues values;
  std::size_t first_line = 0;
  std::size_t document_start = 0;
  const auto end_document = [&](std::size_t end) {
    const std::string_view document = file.text.substr(document_start, end - document_start);
    if (holds_word(document, "Secret") || holds_word(document, "stringData")) {
      std::fill(file.hidden.begin() + static_cast<std::ptrdiff_t>(first_line), file.hidden.end(), true);
    }
    first_line = file.hidden.size();
    document_start = end;
    values = {};
  };
  for (std::size_t start = 0; start < file.text.size();) {
    const std::size_t end = std::min(file.text.find('\n', start), file.text.size());
    const std::string_view line = file.text.substr(start, end - start);
    if (is_document_separator(line)) end_document(start);
    file.line_starts.push_back(start);
    file.hidden.push_back(values.hides(line));
    start = end + 1;
  }
  end_document(file.text.size());
  return file;
}

}  // namespace vmcp::diag
