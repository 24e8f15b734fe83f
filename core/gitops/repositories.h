#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/gitops/delivery.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

/// Which of the repositories that deliveries take their files from is the tree that is read. Nothing says so for
/// certain: what Flux calls `flux-system` is the repository that it was started with, whose files state the rest; else
/// it is the one more of whose paths are there than of any other.
class Repositories {
 public:
  /// `documents` state the URLs of Flux' sources.
  explicit Repositories(std::span<const yaml::Document> documents);

  /// Learns of a delivery, and whether its path is in the tree. To be called for all before origin_of().
  void learn(const Delivery& delivery, bool is_there);

  enum class Origin : std::uint8_t {
    kHere,
    kPerhaps,  ///< nobody else is known to deliver what its path leads to
    kElsewhere
  };
  /// Where the files of a delivery are whose path is in the tree.
  Origin origin_of(const Delivery& delivery) const;

 private:
  using Urls = std::set<std::string, std::less<>>;

  void add_source(const yaml::Value& root);
  Urls urls_of(const Delivery::Repository& repository) const;
  bool is_own(const Urls& urls) const;

  std::map<std::pair<std::string, std::string>, Urls> sources_;      ///< of Flux, by kind and name
  bool has_root_ = false;                                            ///< whether a source is called flux-system
  Urls root_urls_;                                                   ///< of that one
  std::map<std::string, std::set<std::string>, std::less<>> there_;  ///< by URL: the paths that are in the tree
  std::size_t most_there_ = 0;                                       ///< how many paths one of them has
  Urls missed_;                                                      ///< have a path that is not
  Urls seen_;
};

/// What is the same in all ways to write the URL of a repository: `git@host:a/b`, `https://host/a/b.git`.
std::string repository_of(std::string_view url);

}  // namespace vmcp::gitops
