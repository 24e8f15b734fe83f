#include "cli/vocabulary.h"

#include <algorithm>
#include <cstddef>
#include <doctest/doctest.h>
#include <set>
#include <string>
#include <string_view>

#include "cli/complete.h"
#include "core/krm/function_config.h"
#include "core/source/files.h"

using namespace vmcp;

namespace {

/// What the manual page says of one item: from its line to the next item or section. `head` is how the line begins.
std::string entry(const std::string& page, const std::string& head) {
  const std::size_t begin =
      page.find("\n" + head + "\n") != std::string::npos ? page.find("\n" + head + "\n") : page.find("\n" + head + ' ');
  if (begin == std::string::npos) return {};
  const std::size_t end = std::min({page.find("\n.It ", begin + 1), page.find("\n.Sh ", begin + 1), page.size()});
  return page.substr(begin, end - begin) + '\n';
}

bool says(const std::string& text, std::string_view word) {
  for (const std::string_view end : {" ", "\n"}) {
    if (text.find("\n.Cm " + std::string(word).append(end)) != std::string::npos) return true;
  }
  return false;
}

/// The command that alone takes an option; null pointer when several do.
const cli::CommandRow* only_command(const cli::OptionRow& row) {
  const cli::CommandRow* found = nullptr;
  for (const cli::CommandRow& command : cli::command_rows()) {
    if (!row.is_of(command.command)) continue;
    if (found != nullptr) return nullptr;
    found = &command;
  }
  return found;
}

}  // namespace

TEST_CASE("the manual page has every option with its letter and words, and every key") {
  const source::RealFileSystem files;
  const std::string page = files.read(VMCP_SOURCE_DIR "/man/vmcp-render.1").text.value();
  const std::size_t function = page.find("\n.Sh KRM FUNCTION\n");
  REQUIRE(function != std::string::npos);
  for (const cli::OptionRow& row : cli::option_rows()) {
    CAPTURE(row.name);
    const std::string letter = row.letter == 0 ? "" : std::string{row.letter} + " , ";
    const std::string text = entry(page.substr(0, function), ".It Fl " + letter + "-" + std::string(row.name));
    CHECK(!text.empty());
    if (row.words != nullptr) {
      for (const std::string_view word : row.words({})) {
        CAPTURE(word);
        CHECK(says(text, word));
      }
    }
    CHECK(row.repeatable == (text.find("May be repeated.") != std::string::npos ||
                             text.find("separated by commas") != std::string::npos));
    // What only one command takes says so first.
    if (const cli::CommandRow* command = only_command(row)) {
      CHECK(text.find("\nWith\n.Cm " + std::string(command->name) + " :\n") != std::string::npos);
    }
  }
  for (const std::string_view key : krm::function_keys()) {
    CAPTURE(key);
    CHECK(!entry(page.substr(function), ".It Li " + std::string(key)).empty());
  }
  for (const cli::CommandRow& row : cli::command_rows()) CHECK(!entry(page, ".It Cm " + std::string(row.name)).empty());
}

TEST_CASE("names and letters of the options are unique, and their values are completed") {
  std::set<std::string_view> names;
  std::set<char> letters;
  for (const cli::OptionRow& row : cli::option_rows()) {
    CAPTURE(row.name);
    CHECK(names.insert(row.name).second);
    if (row.letter != 0) CHECK(letters.insert(row.letter).second);
    CHECK(!row.help.empty());
    CHECK((row.set == nullptr) == (row.name == "help" || row.name == "version"));
    CHECK((row.is_flag() || row.words != nullptr || cli::knows_placeholder(row.value)));
  }
}

TEST_CASE("a function's configuration has the keys of the options, and says whether it judges") {
  std::set<std::string_view> keys = {"validate"};
  for (const cli::OptionRow& row : cli::option_rows()) {
    if (row.key.empty()) continue;
    CHECK(keys.insert(row.key).second);
    std::string camel;
    for (const char c : row.name) {
      camel += !camel.empty() && camel.back() == '-' ? static_cast<char>(c - 'a' + 'A') : c;
      if (camel.size() > 1 && camel[camel.size() - 2] == '-') camel.erase(camel.size() - 2, 1);
    }
    CHECK(camel == row.key);
  }
  const auto known = krm::function_keys();
  CHECK(std::set<std::string_view>(known.begin(), known.end()) == keys);
}
