#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/diag/sink.h"
#include "core/gitops/broken_texts.h"
#include "core/gitops/former_names.h"
#include "core/gitops/kustomization.h"
#include "core/gitops/named_files.h"
#include "core/gitops/read_inputs.h"
#include "core/gitops/referred.h"
#include "core/source/files.h"
#include "core/source/inputs.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

/// How read_inputs() works; for its own sources only.
namespace vmcp::gitops {

/// Reads one input after the other, then those that matter only since something refers to them.
class InputReader {
 public:
  InputReader(const source::FileSystem& files, source::Sources& sources, source::Inputs& inputs,
              const ReadOptions& options, diag::Sink& sink)
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
    bool of_secret_source;
  };
  void read_named(std::uint32_t source);
  void read_walked(const source::Input& input);
  void keep(std::string path, std::string text, bool is_toolhives, std::size_t position);
  std::vector<RepeatedKey> read_loosely(std::uint32_t source, std::vector<yaml::Document>& read, diag::Sink& findings);
  static std::vector<yaml::Document> read_aside(const std::string& path, std::string text);
  FormerNames former_names() const;
  void learn_references();
  bool builds_toolhives(std::string_view file) const;
  void skip_template(const std::string& path, std::string_view text);
  void skip_filled_in(const std::string& path, const std::string& tool, const std::string& command);
  std::string chart_of(std::string_view path) const;
  void mend_deliveries();
  void list_generated();
  bool may_leave_out(std::string_view directory) const;
  const std::string& file_of(const yaml::Document& document) const { return sources_.at(document.source).name; }

  const source::FileSystem& files_;
  source::Sources& sources_;
  source::Inputs& inputs_;
  const ReadOptions& options_;
  diag::Sink& sink_;
  Documents result_;
  NamedFiles named_files_{files_, sources_, result_.kustomizations, inputs_, sink_};
  std::vector<std::vector<yaml::Document>> read_;  ///< by the positions of their inputs
  std::vector<Later> later_;
  std::vector<std::string> unread_;  ///< the files of a walk that hold no object of concern, or could be referred to
  std::vector<std::string> walked_;  ///< all files of a walk
  BrokenTexts broken_{sources_};
  std::vector<yaml::Document> strange_;  ///< of a walk, which are no objects
  std::set<std::string> charts_;         ///< of which some templates hold objects of ToolHive's
  bool names_secret_source_ = false;     ///< whether an object that makes Secrets says of what
  Referred referred_;
};

}  // namespace vmcp::gitops
