#include "cli/complete.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "cli/vocabulary.h"
#include "core/diag/code.h"
#include "core/diag/sink.h"
#include "core/model/kinds.h"
#include "core/operator/settings.h"
#include "core/release/release.h"
#include "core/render/words.h"
#include "core/source/inputs.h"
#include "core/source/sources.h"
#include "core/text/ascii.h"
#include "core/yaml/read.h"

namespace vmcp::cli {
namespace {

/// What may stand in place of a word.
struct Answer {
  struct Candidate {
    std::string text;
    std::string_view about;  ///< empty: nothing to say
  };
  std::vector<Candidate> candidates;
  std::string_view rest = ":";  ///< the last line
};

constexpr std::string_view kManifests = ":manifests";

/// What the words in front of the one that is completed say.
class Line {
 public:
  explicit Line(std::span<const std::string> words) {
    for (const std::string& word : words) take(word);
  }

  const OptionRow* awaits_value() const { return option_; }
  bool after_dashes() const { return dashes_; }
  bool has(const OptionRow& row) const { return given_.contains(&row); }
  const std::vector<std::string>& values(std::string_view option) const {
    static const std::vector<std::string> kNone;
    const auto found = given_.find(find_option(option));
    return found == given_.end() ? kNone : found->second;
  }
  /// What is no option; the first may be a command.
  const std::vector<std::string>& words() const { return words_; }

  std::span<const std::string> paths() const { return std::span(words_).subspan(command() == nullptr ? 0 : 1); }

  /// The command, which is the default where no word is one.
  Command chosen() const { return command() == nullptr ? Command::kRender : command()->command; }

  /// The command's row; null pointer where no word is one.
  const CommandRow* command() const { return words_.empty() ? nullptr : find_command(words_.front()); }

 private:
  void take(const std::string& word) {
    if (option_ != nullptr) {
      given_[std::exchange(option_, nullptr)].push_back(word);
    } else if (dashes_ || word.size() < 2 || word.front() != '-') {
      words_.push_back(word);
    } else if (word == "--") {
      dashes_ = true;
    } else if (word.starts_with("--")) {
      const std::size_t equals = std::min(word.find('='), word.size());
      take(find_option(std::string_view(word).substr(2, equals - 2)), word.substr(equals));
    } else {
      take_letters(word);
    }
  }

  /// `value` begins with the sign of equality, or is empty.
  void take(const OptionRow* row, const std::string& value) {
    if (row == nullptr) return;
    std::vector<std::string>& values = given_[row];
    if (!value.empty()) {
      values.push_back(value.substr(1));
    } else if (!row->is_flag()) {
      option_ = row;
    }
  }

  void take_letters(const std::string& word) {
    for (std::size_t at = 1; at < word.size(); ++at) {
      const OptionRow* row = find_option(word[at]);
      if (row == nullptr) return;
      if (row->is_flag()) {
        given_[row];
        continue;
      }
      const std::string value = word.substr(at + 1);
      return take(row, value.empty() || value.front() == '=' ? value : '=' + value);
    }
  }

  std::map<const OptionRow*, std::vector<std::string>> given_;
  std::vector<std::string> words_;
  const OptionRow* option_ = nullptr;
  bool dashes_ = false;
};

/// Whether a text that a file gives as a name is one: anything else is not printed into a shell.
bool is_plain_name(std::string_view name) {
  return !name.empty() &&
         std::ranges::all_of(name, [](char c) { return text::is_alphanumeric(c) || c == '-' || c == '.'; });
}

/// The gateways of the files that a line names, with a namespace where `with_namespace` asks for it.
class Gateways {
 public:
  Gateways(const Line& line, const source::FileSystem& files) : files_(files) {
    options_.recursive =
        line.values("recursive").empty() ? has(line, "recursive") : line.values("recursive").back() == "true";
    options_.exclude = line.values("exclude");
    options_.git_ignore = !has(line, "no-ignore");
    for (const std::string& path : line.values("filename")) add(path);
    for (const std::string& path : line.paths()) add(path);
  }

  std::set<std::string> names(bool with_namespace) const {
    source::Sources sources;
    diag::Sink unheard;
    std::set<std::string> names;
    source::Inputs inputs = source::collect_inputs(files_, options_, sources, unheard);
    std::size_t bytes = 0;
    for (const source::Input& input : inputs.all) {
      std::optional<std::uint32_t> at = input.source;
      if (!at) {
        auto text = source::read_found(files_, input.path, inputs.files, unheard);
        if (!text) continue;
        at = sources.add(input.path, *std::move(text));
      }
      const std::string_view text = sources.at(*at).text;
      bytes += text.size();
      if (bytes > kMostBytes) break;
      if (text.find(kKind) == std::string_view::npos) continue;
      for (const yaml::Document& document : yaml::read(sources, *at, unheard, {.roots = yaml::Roots::kAny})) {
        add_name(document.root, with_namespace, names);
      }
    }
    return names;
  }

 private:
  static constexpr std::string_view kKind = model::kKind<model::VirtualMcpServerSpec>;
  /// More is not read for the sake of a name.
  static constexpr std::size_t kMostBytes = std::size_t{16} << 20U;

  static bool has(const Line& line, std::string_view option) { return line.has(*find_option(option)); }

  void add(const std::string& path) {
    using Kind = source::FileSystem::Kind;
    const Kind kind = path == "-" ? Kind::kSpecial : files_.kind(path);
    if (kind == Kind::kFile || kind == Kind::kDirectory) options_.paths.push_back(path);
  }

  static void add_name(const yaml::Value& root, bool with_namespace, std::set<std::string>& names) {
    if (!root.is_mapping() || root.string_at("kind") != kKind) return;
    const yaml::Value* metadata = root.find("metadata");
    if (metadata == nullptr || !metadata->is_mapping()) return;
    const std::string name(metadata->string_at("name"));
    const std::string name_space(metadata->string_at("namespace"));
    if (!is_plain_name(name)) return;
    if (!with_namespace) {
      names.insert(name);
    } else if (is_plain_name(name_space)) {
      names.insert(name_space + '/' + name);
    }
  }

  const source::FileSystem& files_;
  source::InputOptions options_;
};

/// What a value is completed for.
struct Asked {
  const Line& line;
  const source::FileSystem& files;
  std::string_view begun;  ///< what stands there of the value
};

Answer all_of(std::span<const std::string_view> words) {
  Answer answer;
  for (const std::string_view word : words) answer.candidates.push_back({std::string(word), ""});
  return answer;
}

Answer codes(const Asked& /*asked*/) {
  Answer answer;
  for (const diag::CodeMeaning& known : diag::kCodes) {
    answer.candidates.push_back({std::string(known.code), known.meaning});
  }
  return answer;
}

Answer gateways(const Asked& asked) {
  Answer answer;
  const bool with_namespace = asked.begun.find('/') != std::string_view::npos;
  for (const std::string& name : Gateways(asked.line, asked.files).names(with_namespace)) {
    answer.candidates.push_back({name, ""});
  }
  return answer;
}

Answer suppressions(const Asked& asked) {
  const std::size_t equals = asked.begun.find('=');
  if (equals == std::string_view::npos) return codes(asked);
  Answer answer = gateways({asked.line, asked.files, asked.begun.substr(equals + 1)});
  for (Answer::Candidate& one : answer.candidates) one.text.insert(0, asked.begun.substr(0, equals + 1));
  return answer;
}

Answer releases(const Asked& asked) {
  Answer answer;
  const bool without_v = !asked.begun.empty() && asked.begun.front() != 'v';
  for (const release::Release& known : release::kReleases) {
    answer.candidates.push_back({std::string(known.tag.substr(without_v ? 1 : 0)), ""});
  }
  return answer;
}

Answer variables(const Asked& /*asked*/) {
  Answer answer;
  for (const std::string_view name : op::environment_names())
    answer.candidates.push_back({std::string(name) + '=', ""});
  return answer;
}

Answer nothing(const Asked& /*asked*/) { return {}; }
Answer manifests(const Asked& /*asked*/) { return {{}, kManifests}; }
Answer files(const Asked& /*asked*/) { return {{}, ":files"}; }
Answer directories(const Asked& /*asked*/) { return {{}, ":directories"}; }

/// What stands for a value in help, and what completes it.
struct Placeholder {
  std::string_view value;
  Answer (*complete)(const Asked& asked);
};

constexpr std::array kPlaceholders = {Placeholder{"PATH", manifests},
                                      Placeholder{"FILE", files},
                                      Placeholder{"DIR", directories},
                                      Placeholder{"[NS/]NAME", gateways},
                                      Placeholder{"CODE[=[NS/]NAME]", suppressions},
                                      Placeholder{"RELEASE", releases},
                                      Placeholder{"KEY=VALUE", variables},
                                      Placeholder{"NAME=VALUE", nothing},
                                      Placeholder{"GLOB", nothing},
                                      Placeholder{"NAME", nothing},
                                      Placeholder{"NAMESPACE", nothing}};

/// The words of a list that are not in it yet, behind the last comma.
Answer list(const OptionRow& row, const Asked& asked) {
  const std::size_t comma = asked.begun.rfind(',');
  const std::string_view before = asked.begun.substr(0, comma == std::string_view::npos ? 0 : comma + 1);
  const std::vector<std::string> there = render::list_items(before);
  Answer answer;
  for (const std::string_view word : row.words(asked.line.chosen())) {
    if (std::ranges::find(there, word) == there.end())
      answer.candidates.push_back({std::string(before).append(word), ""});
  }
  return answer;
}

Answer value_of(const OptionRow& row, const Asked& asked) {
  if (row.is_flag()) return all_of(std::array<std::string_view, 2>{"true", "false"});
  if (row.words != nullptr) return row.value.empty() ? all_of(row.words(asked.line.chosen())) : list(row, asked);
  const auto known = std::ranges::find(kPlaceholders, row.value, &Placeholder::value);
  return known == kPlaceholders.end() ? Answer{} : known->complete(asked);
}

Answer options_of(const Line& line) {
  Answer answer;
  const CommandRow* command = line.command();
  for (const OptionRow& row : option_rows()) {
    if (command != nullptr && !row.is_of(command->command)) continue;
    if (line.has(row) && !row.repeatable) continue;
    answer.candidates.push_back({"--" + std::string(row.name), row.help});
  }
  return answer;
}

Answer commands() {
  Answer answer;
  for (const CommandRow& row : command_rows()) answer.candidates.push_back({std::string(row.name), row.help});
  return answer;
}

Answer word_of(const Line& line) {
  if (line.after_dashes()) return {{}, kManifests};
  if (line.words().empty()) {
    Answer answer = commands();
    answer.candidates.push_back({"help", "print the help"});
    answer.candidates.push_back({"version", "print the versions"});
    answer.rest = kManifests;
    return answer;
  }
  if (line.words().front() == "version") return {};
  if (line.words().front() == "help") return line.words().size() == 1 ? commands() : Answer{};
  const CommandRow* command = line.command();
  if (command == nullptr || command->answer == nullptr) return {{}, kManifests};
  if (line.words().size() > 1 || command->words == nullptr) return {};
  Answer answer = all_of(command->words());
  for (Answer::Candidate& one : answer.candidates) {
    const auto code = std::ranges::find(diag::kCodes, one.text, &diag::CodeMeaning::code);
    if (code != diag::kCodes.end()) one.about = code->meaning;
  }
  return answer;
}

Answer answer_of(const Line& line, std::string_view begun, const source::FileSystem& files) {
  if (const OptionRow* row = line.awaits_value()) return value_of(*row, {line, files, begun});
  const std::size_t equals = begun.find('=');
  if (line.after_dashes() || !begun.starts_with('-')) return word_of(line);
  if (!begun.starts_with("--") || equals == std::string_view::npos) return options_of(line);
  const OptionRow* row = find_option(begun.substr(2, equals - 2));
  if (row == nullptr || row->set == nullptr) return {};
  Answer answer = value_of(*row, {line, files, begun.substr(equals + 1)});
  for (Answer::Candidate& one : answer.candidates) one.text.insert(0, begun.substr(0, equals + 1));
  return answer;
}

}  // namespace

bool asks_for_completion(std::span<const std::string> arguments) {
  return arguments.size() > 1 && arguments[0] == "__complete" && arguments[1] == "--";
}

bool knows_placeholder(std::string_view value) {
  return std::ranges::find(kPlaceholders, value, &Placeholder::value) != kPlaceholders.end();
}

std::string complete(std::span<const std::string> words, const source::FileSystem& files) {
  const std::string_view begun = words.empty() ? std::string_view{} : words.back();
  const Line line(words.first(words.empty() ? 0 : words.size() - 1));
  const Answer answer = answer_of(line, begun, files);
  std::string text;
  for (const auto& [candidate, about] : answer.candidates) {
    if (!candidate.starts_with(begun)) continue;
    text += candidate;
    if (!about.empty()) text.append("\t").append(about);
    text += '\n';
  }
  return text.append(answer.rest).append("\n");
}

}  // namespace vmcp::cli
