#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/diagnostic.h"

namespace vmcp::diag {

/// Lines of the inputs, to print below findings. This is the only door between input text and output, and it decides
/// by the text alone what may pass, so that no stage has to remember to hide a value.
///
/// Nothing passes from a document (what stands between two `---` lines) that holds the word Secret or stringData,
/// parsed or not, nor a line that gives a value to a key such as `clientSecret`, `password` or `token`, beside the key
/// or below it.
class Excerpts {
 public:
  /// The text of an input by the name that findings print; empty where there is none. It must outlive this object.
  using TextOf = std::function<std::string_view(const std::string& file)>;

  /// Without a source of texts there are no lines.
  Excerpts() = default;
  explicit Excerpts(TextOf text_of) : text_of_(std::move(text_of)) {}

  /// The line at `place` without its line break; empty when there is none or it must not be seen.
  std::string_view line(const Place& place);

 private:
  struct File {
    std::string_view text;
    std::vector<std::size_t> line_starts;
    std::vector<bool> hidden;
  };

  const File& file(const std::string& name);

  TextOf text_of_;
  std::map<std::string, File> files_;
};

}  // namespace vmcp::diag
