#include "cli/completion.h"

#include <array>
#include <utility>

#include "cli/vocabulary.h"
#include "core/render/words.h"

namespace vmcp::cli::scripts {
/// The files of cli/completions, by their names.
std::string_view embedded(std::string_view name);
}  // namespace vmcp::cli::scripts

namespace vmcp::cli {
namespace {

/// Each shell and its script, which has the name under which the shell looks for it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kScripts = {
    {{"bash", "vmcp-render.bash"}, {"zsh", "_vmcp-render"}, {"fish", "vmcp-render.fish"}}};

}  // namespace

std::vector<std::string_view> shells() {
  std::vector<std::string_view> names;
  for (const auto& [shell, script] : kScripts) names.push_back(shell);
  return names;
}

std::string completion(std::span<const std::string> words) {
  const render::Choices<std::string_view> choices(kScripts);
  if (words.empty()) throw UsageError("the name of a shell is missing: " + render::joined(choices, ", "));
  if (words.size() > 1) throw UsageError("one shell at a time, not \"" + words[1] + "\", too");
  if (const std::string_view* script = render::find_choice(choices, words.front())) {
    return std::string(scripts::embedded(*script));
  }
  throw UsageError(render::no_choice(choices, words.front()));
}

}  // namespace vmcp::cli
