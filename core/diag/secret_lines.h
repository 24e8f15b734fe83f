#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/lines.h"
#include "core/diag/secrecy.h"
#include "core/diag/secret_keys.h"

namespace vmcp::diag {

/// Which lines of a text must not be shown, an entry for each line (diag::Lines). The text may be YAML or JSON, broken
/// or not, of one document or several; what is not understood counts as what it could be.
///
/// All of a document is hidden, and all of a list's item, whose kind is nearly a Secret's or not there, or that has
/// `data` and the like without being certainly a ConfigMap or a kind of ToolHive's. Elsewhere the keys decide
/// (Secrecy), and the form of values (looks_secret()); of a text inside a value, such as JSON in a ConfigMap, its own
/// keys. Comments decide nothing.
std::vector<bool> secret_lines(std::string_view text);
/// The same of a part of a document, or of a text in a value, which need not be an object.
std::vector<bool> secret_lines_of_part(std::string_view text);

/// What keys say by themselves: those of a text are the same few again and again.
class KnownKeys {
 public:
  struct Key {
    explicit Key(std::string_view key);

    bool is_data;
    bool is_secret_data;
    bool is_value;
    Beside beside;
    bool shows_key;  ///< in an open mapping
    Secrecy value;   ///< of its member there
  };

  /// Until the next call.
  const Key& of(std::string_view key);

 private:
  std::map<std::string, Key, std::less<>> keys_;
};

/// The same of a line that is there, found out for the document alone that it is in. The lines outlive this.
class SecretLines {
 public:
  explicit SecretLines(const Lines& lines);

  bool contain(std::size_t line);

 private:
  struct Document {
    std::size_t first;
    std::vector<bool> hidden;  ///< of its lines and the next, once it has been asked for
  };

  const std::vector<bool>& hidden_in(std::size_t document);

  const Lines& lines_;
  std::vector<Document> documents_;
  KnownKeys known_;
};

}  // namespace vmcp::diag
