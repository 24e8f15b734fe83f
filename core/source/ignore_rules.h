#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vmcp::source {

/// What one .gitignore file says, as gitignore(5) has it. Paths are written from the file's own directory.
class IgnoreRules {
 public:
  explicit IgnoreRules(std::string_view text);

  enum class Verdict { kSilent, kIgnored, kKept };

  /// What the last pattern that matches says; it is about the path alone, whatever its directories are.
  Verdict judge(std::string_view path, bool is_directory) const;

 private:
  struct Pattern {
    std::vector<std::string> parts;  ///< what stood between slashes; `**` stands for any number of directories
    std::string literal;             ///< what the last name of a path must have in it
    bool anchored = false;           ///< the parts are those of the whole path, not of its last name
    bool directories_only = false;
    bool negated = false;
  };

  void add(std::string_view line);

  std::vector<Pattern> patterns_;
};

}  // namespace vmcp::source
