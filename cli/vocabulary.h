#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"

/// The words of the command line, each stated once. Parser, help and completion are made from these tables; tests hold
/// the manual page and the keys of a function's configuration against them.
namespace vmcp::cli {

/// A mistake in the arguments; what() is the end of the message.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A set of the commands that read an input; a bit for each, in the order of Command.
enum class Commands : std::uint8_t {
  kRender = 1,
  kCheck = 2,
  kGraph = 4,
  kFix = 8,
  kDiff = 16,
  kUpgrade = 32,
  kAll = 63,
};
constexpr Commands operator|(Commands a, Commands b) {
  return static_cast<Commands>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
constexpr bool takes(Commands set, Command command) {
  return (static_cast<unsigned>(set) >> static_cast<unsigned>(command) & 1U) != 0;
}

struct CommandRow {
  std::string_view name;
  Command command = Command::kRender;
  std::string_view help;
  std::span<const std::string_view> elsewhere;  ///< what other tools call it
  std::string_view operands = "[PATH...]";
  /// Of a command that reads no input: what it prints, for the words behind it. Throws UsageError. Null: of one that
  /// reads the paths that its words are.
  std::string (*answer)(std::span<const std::string> words) = nullptr;
  std::vector<std::string_view> (*words)() = nullptr;  ///< what such a word may be
};

std::span<const CommandRow> command_rows();
/// Null pointer when no command has this name.
const CommandRow* find_command(std::string_view name);
const CommandRow& command_row(Command command);

struct OptionRow {
  std::string_view name;        ///< without the dashes
  char letter = 0;              ///< of the short form; 0: there is none
  std::string_view value = {};  ///< what help calls the value; empty for a flag and where `words` are the only values
  /// The words that a value consists of: those of a command, or of all commands. Null: any.
  std::vector<std::string_view> (*words)(std::optional<Command> command) = nullptr;
  bool repeatable = false;
  Commands commands = Commands::kAll;
  std::string_view key = {};  ///< of a function's configuration; empty: a function has no such option
  std::string_view help = {};
  /// Takes the values of all occurrences, at least one ("true" or "false" of a flag). Throws UsageError.
  void (*set)(Options& options, std::span<const std::string> values) = nullptr;

  bool is_flag() const { return value.empty() && words == nullptr; }
  bool is_of(Command command) const;
};

/// --help and --version are among them; their `set` is null.
std::span<const OptionRow> option_rows();
/// Null pointers when there is none of this name, without its dashes, or letter.
const OptionRow* find_option(std::string_view name);
const OptionRow* find_option(char letter);

}  // namespace vmcp::cli
