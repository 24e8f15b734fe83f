#include "core/render/read_inputs.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/admission/admit.h"
#include "core/admission/unread_texts.h"
#include "core/diag/document_reporter.h"
#include "core/model/kinds.h"
#include "core/model/secret_makers.h"
#include "core/render/file_paths.h"
#include "core/render/kustomization.h"
#include "core/render/referred.h"
#include "core/render/sketch.h"
#include "core/source/ignore_rules.h"
#include "core/text/nearest.h"

namespace vmcp::render {
namespace {

using yaml::Document;

/// How an apiVersion of one of Flux' Kustomizations begins, which take values for variables from ConfigMaps and
/// Secrets.
constexpr std::string_view kFlux = "kustomize.toolkit.fluxcd.io/";

/// Whether an input is a template of a Helm chart: nothing to read before Helm has filled it in.
bool is_template(const source::Input& input, std::string_view text) {
  return input.in_chart && text.find("{{") != std::string_view::npos;
}

/// The names of what the documents at hand refer to.
class WantedNames {
 public:
  explicit WantedNames(const Referred& referred) : index_(names_of(referred)) {}

  /// Whether a text may hold what is wanted, or what was meant by a name that is nearly the same.
  bool may_stand_in(const Sketch& sketch) const {
    return sketch.any_name || std::ranges::any_of(sketch.names, [&](const Sketch::Name& name) {
             return index_.contains(name.text) || (name.of_object && !index_.nearest(name.text).empty());
           });
  }

 private:
  static std::vector<std::string_view> names_of(const Referred& referred) {
    std::set<std::string_view> names;
    for (const Referred::Object& object : referred.all()) {
      names.insert(object.name);
      const std::string_view maker = model::name_of_maker(object.name);
      if (!maker.empty()) names.insert(maker);
    }
    return {names.begin(), names.end()};
  }

  text::NameIndex index_;
};

/// Whether a text may be a list of operations that a kustomization names as a patch.
bool may_be_patch(std::string_view text) {
  return text.find("- op:") != std::string_view::npos || text.find("\"op\"") != std::string_view::npos;
}

class InputReader {
 public:
  InputReader(const source::FileSystem& files, source::Sources& sources, source::Inputs& inputs, const Options& options,
              diag::Sink& sink)
      : files_(files), sources_(sources), inputs_(inputs), options_(options), sink_(sink) {}

  void read(const source::Input& input);
  /// Reads the files that were left for later and may hold what those read refer to.
  void read_referred();
  Documents finish();

 private:
  /// A file of a walk that matters only if something refers to it.
  struct Later {
    std::size_t position;
    std::string path;
    std::size_t objects;
  };
  /// A text of a walk that could not be read, and what is wrong with it.
  struct Broken {
    std::uint32_t source;
    diag::Sink findings;
  };

  void read_named(std::uint32_t source);
  void read_walked(const source::Input& input);
  void keep(std::string path, std::string text, bool is_toolhives, std::size_t position);
  void learn_references();
  void judge_broken();
  bool may_be_referred_to(std::string_view text) const;
  bool builds_toolhives(std::string_view file) const;
  void skip_template(const std::string& path, std::string_view text);
  void read_parts();
  void survey();
  Kustomizations::Presence presence_of(const NamedPath& named, const std::set<std::string, std::less<>>& walked);
  bool is_ignored_by_git(std::string_view path);
  std::string nearest_in_directory(const std::string& path) const;
  void read_patch(const std::string& path, std::string_view text);
  const std::string& file_of(const Document& document) const { return sources_.at(document.source).name; }

  const source::FileSystem& files_;
  source::Sources& sources_;
  source::Inputs& inputs_;
  const Options& options_;
  diag::Sink& sink_;
  Documents result_;
  std::vector<std::vector<Document>> read_;  ///< by the positions of their inputs
  std::vector<Later> later_;
  std::vector<std::string> left_;    ///< the files of a walk that hold no object of concern
  std::vector<std::string> walked_;  ///< all files of a walk
  std::vector<Broken> broken_;
  std::set<std::string, std::less<>> broken_files_;
  Referred referred_;
};

void InputReader::read(const source::Input& input) {
  read_.emplace_back();
  if (input.named()) {
    read_named(*input.source);
  } else {
    read_walked(input);
  }
}

void InputReader::read_named(std::uint32_t source) {
  const diag::Sink::Mark mark = sink_.mark();
  std::vector<Document>& read = read_.back();
  read = yaml::read(sources_, source, sink_);
  if (sink_.has_errors_since(mark)) {
    result_.unread.push_back(sources_.at(source).text);
  } else if (read.empty() && !options_.allow_empty) {
    diag::DocumentReporter(sink_, diag::Stage::kParse)
        .error("missing-kind", {sources_.at(source).name}, "no Kubernetes object here");
  }
  for (const Document& document : read) result_.stated.add(document, sources_);
}

void InputReader::read_walked(const source::Input& input) {
  std::optional<std::string> text = source::read_found(files_, input.path, inputs_.files, sink_);
  if (!text) return;
  walked_.push_back(input.path);
  if (input.path == "Chart.yaml" || input.path.ends_with("/Chart.yaml")) {
    result_.kustomizations.add_chart(directory_of(input.path));
  }
  if (is_template(input, *text)) return skip_template(input.path, *text);
  const Sketch seen = sketch(input.path, *text);
  const std::size_t position = read_.size() - 1;
  if (seen.of_toolhive || seen.of_build || seen.mentions_toolhive || seen.any_kind) {
    keep(input.path, *std::move(text), seen.of_toolhive, position);
  } else if (seen.may_be_referred_to) {
    later_.push_back({position, input.path, seen.objects});
  } else {
    result_.skipped += seen.objects;
    left_.push_back(input.path);
    if (may_be_patch(*text)) read_patch(input.path, *text);
  }
}

void InputReader::keep(std::string path, std::string text, bool is_toolhives, std::size_t position) {
  const std::uint32_t source = sources_.add(std::move(path), std::move(text));
  result_.walked.insert(source);
  diag::Sink findings;
  std::vector<Document>& read = read_[position];
  read = yaml::read(sources_, source, findings, {.roots = yaml::Roots::kAny});
  for (const Document& document : read) {
    result_.stated.add(document, sources_);
    result_.kustomizations.add(document, file_of(document));
  }
  result_.skipped += std::erase_if(read, [](const Document& document) { return !admission::is_object(document.root); });
  if (findings.has_errors()) broken_files_.insert(normalized(sources_.at(source).name));
  if (findings.has_errors() && !is_toolhives) {
    broken_.push_back({source, std::move(findings)});
    return;
  }
  if (findings.has_errors()) result_.unread.push_back(sources_.at(source).text);
  sink_.take(findings);
}

void InputReader::read_referred() {
  if (later_.empty() && broken_.empty()) return;
  learn_references();
  for (std::size_t known = 0; !later_.empty() && known != referred_.all().size();) {
    known = referred_.all().size();
    const WantedNames wanted(referred_);
    std::erase_if(later_, [&](const Later& later) {
      std::optional<std::string> text = files_.read(later.path).text;
      if (!text || !wanted.may_stand_in(sketch(later.path, *text))) return false;
      keep(later.path, *std::move(text), false, later.position);
      return true;
    });
    // What was read may be the Deployment of a gateway, which refers to more.
    learn_references();
  }
  for (const Later& later : later_) result_.skipped += later.objects;
}

void InputReader::learn_references() {
  for (const std::vector<Document>& documents : read_) {
    referred_.add_all(documents, options_);
    for (const Document& document : documents) {
      if (document.root.string_at("apiVersion").starts_with(kFlux))
        referred_.add(document.root, options_.default_namespace);
    }
  }
}

bool InputReader::may_be_referred_to(std::string_view text) const {
  const admission::UnreadTexts words(std::span(&text, 1));
  return std::ranges::any_of(referred_.all(),
                             [&](const Referred::Object& object) { return words.mention(object.kind, object.name); });
}

/// Whether a file is a kustomization beside or above an object of ToolHive's.
bool InputReader::builds_toolhives(std::string_view file) const {
  if (!Kustomizations::is_kustomization_file(file)) return false;
  const std::string_view directory = file.substr(0, file.rfind('/') + 1);
  return std::ranges::any_of(read_, [&](const std::vector<Document>& documents) {
    return std::ranges::any_of(documents, [&](const Document& document) {
      return model::is_of_group(document.root.string_at("apiVersion")) && file_of(document).starts_with(directory);
    });
  });
}

/// What is wrong with a text is no finding unless it may hold what is referred to, or says how ToolHive's objects are
/// built.
void InputReader::judge_broken() {
  for (Broken& broken : broken_) {
    const source::Source& source = sources_.at(broken.source);
    const bool is_referred_to = may_be_referred_to(source.text);
    if (is_referred_to) result_.unread.push_back(source.text);
    if (is_referred_to || builds_toolhives(source.name)) {
      sink_.take(broken.findings);
    } else {
      ++result_.skipped;
    }
  }
}

/// What is no YAML is no patch, and nothing to speak of.
void InputReader::read_patch(const std::string& path, std::string_view text) {
  const std::uint32_t source = sources_.add(path, std::string(text));
  diag::Sink unheard;
  for (const Document& document : yaml::read(sources_, source, unheard, {.roots = yaml::Roots::kAny})) {
    result_.kustomizations.add(document, path);
  }
}

void InputReader::skip_template(const std::string& path, std::string_view text) {
  ++result_.skipped;
  if (text.find("apiVersion: " + std::string(model::kGroup) + '/') == std::string_view::npos) return;
  diag::DocumentReporter(sink_, diag::Stage::kParse)
      .warning("not-built", {path}, "the template of a Helm chart is skipped; check the output of \"helm template\"");
}

/// Keeps the files that a kustomization makes ConfigMaps of, and its configurations.
void InputReader::read_parts() {
  std::set<std::string> wanted;
  for (const Kustomization& kustomization : result_.kustomizations.all()) {
    for (NamedPath& named : kustomization.named_paths()) {
      const bool is_part = named.field.starts_with("configMapGenerator") || named.field.starts_with("configurations");
      if (is_part) wanted.insert(std::move(named.path));
    }
  }
  if (wanted.empty()) return;
  for (const std::string& path : left_) {
    if (!wanted.contains(normalized(path))) continue;
    if (std::optional<std::string> text = files_.read(path).text) sources_.add(path, *std::move(text));
  }
}

/// Whether .gitignore files between here and a path, or beside it, leave it out.
bool InputReader::is_ignored_by_git(std::string_view path) {
  bool ignored = false;
  for (std::size_t end = path.starts_with('/') ? path.find('/', 1) : 0; end != std::string_view::npos;
       end = path.find('/', end + 1)) {
    const std::string directory(path.substr(0, end));
    const source::FileSystem::Result rules = files_.read(directory.empty() ? ".gitignore" : directory + "/.gitignore");
    if (rules.file) inputs_.files.push_back(*rules.file);
    if (!rules.text) continue;
    const std::string_view below = path.substr(end == 0 ? 0 : end + 1);
    const source::IgnoreRules::Verdict verdict = source::IgnoreRules(*rules.text).judge(below, false);
    if (verdict != source::IgnoreRules::Verdict::kSilent) ignored = verdict == source::IgnoreRules::Verdict::kIgnored;
    for (std::size_t slash = below.find('/'); slash != std::string_view::npos; slash = below.find('/', slash + 1)) {
      const source::IgnoreRules rule(*rules.text);
      if (rule.judge(below.substr(0, slash), true) == source::IgnoreRules::Verdict::kIgnored) return true;
    }
  }
  return ignored;
}

std::string InputReader::nearest_in_directory(const std::string& path) const {
  const std::string directory(directory_of(path));
  const std::optional<std::vector<std::string>> names = files_.list(directory.empty() ? "." : directory);
  if (!names) return {};
  const std::vector<std::string_view> candidates(names->begin(), names->end());
  const std::string_view nearest = text::nearest(std::string_view(path).substr(path.rfind('/') + 1), candidates);
  return nearest.empty() ? std::string() : joined(directory, nearest);
}

Kustomizations::Presence InputReader::presence_of(const NamedPath& named,
                                                  const std::set<std::string, std::less<>>& walked) {
  using Presence = Kustomizations::Presence;
  if (named.path.empty() || result_.kustomizations.find(named.path) != nullptr) return Presence::kRead;
  switch (files_.kind(named.path)) {
    case source::FileSystem::Kind::kMissing:
      return is_ignored_by_git(named.path) ? Presence::kUncommitted : Presence::kMissing;
    case source::FileSystem::Kind::kDirectory: {
      const bool has_one = std::ranges::any_of(Kustomizations::kFileNames, [&](std::string_view name) {
        return files_.kind(joined(named.path, name)) != source::FileSystem::Kind::kMissing;
      });
      // An empty one is where a submodule would be.
      const std::optional<std::vector<std::string>> names = files_.list(named.path);
      return has_one || !names || names->empty() ? Presence::kLeftOut : Presence::kNoKustomization;
    }
    case source::FileSystem::Kind::kFile:
    case source::FileSystem::Kind::kSpecial:
      break;
  }
  if (broken_files_.contains(named.path)) return Presence::kBroken;
  return walked.contains(named.path) ? Presence::kRead : Presence::kLeftOut;
}

/// Finds out which of the paths that kustomizations name are there.
void InputReader::survey() {
  Kustomizations& kustomizations = result_.kustomizations;
  if (kustomizations.all().empty()) return;
  std::set<std::string, std::less<>> walked;
  for (const std::string& path : walked_) walked.insert(normalized(path));
  std::set<std::string> seen;
  for (const Kustomization& kustomization : kustomizations.all()) {
    for (const NamedPath& named : kustomization.named_paths()) {
      if (!seen.insert(named.path).second) continue;
      if (const std::optional<source::FileId> file = files_.file(named.path)) inputs_.parts.push_back(*file);
      const Kustomizations::Presence presence = presence_of(named, walked);
      if (presence == Kustomizations::Presence::kRead) continue;
      const bool is_missing = presence == Kustomizations::Presence::kMissing;
      kustomizations.set_presence(named.path, presence, is_missing ? nearest_in_directory(named.path) : std::string());
    }
  }
}

Documents InputReader::finish() {
  judge_broken();
  read_parts();
  survey();
  for (std::vector<Document>& documents : read_) std::ranges::move(documents, std::back_inserter(result_.documents));
  Kustomizations& kustomizations = result_.kustomizations;
  result_.skipped += std::erase_if(result_.documents, [&](Document& document) {
    const std::string& file = file_of(document);
    if (!kustomizations.is_patch(file)) return false;
    kustomizations.add_patch(std::move(document.root), file);
    return true;
  });
  return std::move(result_);
}

}  // namespace

Documents read_inputs(const source::FileSystem& files, source::Sources& sources, source::Inputs& inputs,
                      const Options& options, diag::Sink& sink) {
  InputReader reader(files, sources, inputs, options, sink);
  for (const source::Input& input : inputs.all) reader.read(input);
  reader.read_referred();
  return reader.finish();
}

Documents take_documents(std::vector<Document> documents, const source::Sources& sources) {
  Documents result;
  result.documents = std::move(documents);
  for (const Document& document : result.documents) result.stated.add(document, sources);
  return result;
}

}  // namespace vmcp::render
