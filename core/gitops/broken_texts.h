#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "core/diag/sink.h"
#include "core/gitops/kustomization.h"
#include "core/gitops/referred.h"
#include "core/source/sources.h"

namespace vmcp::gitops {

/// Texts of a walk, and documents of them, that could not be read, and what is wrong with them.
class BrokenTexts {
 public:
  explicit BrokenTexts(const source::Sources& sources) : sources_(sources) {}

  bool empty() const { return broken_.empty(); }
  /// Keeps a whole file for judge().
  void add(std::uint32_t source, diag::Sink findings);
  /// What is wrong with a document that stands beside ToolHive's is no more of concern than in a file of its own: gives
  /// `sink` what is of concern in any case, and `unread` the texts of which it is, and keeps the rest.
  void take_by_document(std::uint32_t source, diag::Sink& findings, std::vector<std::string_view>& unread,
                        diag::Sink& sink);
  /// Gives `sink` what is wrong with texts that may hold what is referred to, which `unread` gets, or with
  /// kustomizations that build ToolHive's objects, as `builds_toolhives` knows of a file. Returns how many others there
  /// are, of which `kustomizations` hear as far as kustomize would not read them.
  std::size_t judge(const Referred& referred, const std::function<bool(std::string_view)>& builds_toolhives,
                    std::vector<std::string_view>& unread, Kustomizations& kustomizations, diag::Sink& sink);

 private:
  struct Broken {
    std::uint32_t source;
    std::string_view text;
    diag::Sink findings;
  };

  const source::Sources& sources_;
  std::vector<Broken> broken_;
};

}  // namespace vmcp::gitops
