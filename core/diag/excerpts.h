#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/diag/diagnostic.h"
#include "core/diag/lines.h"
#include "core/diag/secret_lines.h"

namespace vmcp::diag {

/// Lines of the inputs, to print below findings. This is the only door between input text and output, and it decides
/// by the text what may pass (secret_lines()), so that no stage has to remember to hide a line.
class Excerpts {
 public:
  /// The text of an input by the name that findings print; empty where there is none. It must outlive this object.
  using TextOf = std::function<std::string_view(const std::string& file)>;

  /// Whether a line may be shown as far as is known of it beside its text: that it has no secret that something
  /// carries.
  using Shows = std::function<bool(std::string_view line)>;

  /// Without a source of texts there are no lines.
  Excerpts() = default;
  explicit Excerpts(TextOf text_of, Shows shows = {}) : text_of_(std::move(text_of)), shows_(std::move(shows)) {}

  /// The same for another thread.
  Excerpts apart() const { return Excerpts(text_of_, shows_); }

  /// What is known of the document in which a line stands. Of one that no reader understands the parts may be others
  /// than they seem: beside what is called like a secret nothing is shown.
  enum class Document { kUnderstood, kNotUnderstood };

  /// The line at `place` without its line break; empty when there is none or it must not be seen.
  std::string_view line(const Place& place, Document document = Document::kUnderstood);

 private:
  /// Findings come in the order of lines, and many may stand in one.
  struct Asked {
    std::uint32_t line = 0;
    Document document = Document::kUnderstood;

    bool operator==(const Asked&) const = default;
  };

  struct File {
    explicit File(std::string_view text) : lines(text), hidden(lines) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    Lines lines;
    SecretLines hidden;
    Asked asked;
    std::string_view answer;
  };

  std::string_view shown_of(File& in, const Asked& asked) const;

  TextOf text_of_;
  Shows shows_;
  std::map<std::string, File> files_;
};

}  // namespace vmcp::diag
