#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/gitops/delivery.h"
#include "core/gitops/kustomization.h"
#include "core/gitops/repositories.h"
#include "core/source/sources.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// The deliveries of a tree in the order in which they are to be built: what states others comes before those, which
/// count as it makes them, with its patches and variables. Those of other repositories are left out.
class DeliveryQueue {
 public:
  /// An object that is a delivery, as its document has it.
  struct Stated {
    std::size_t document = 0;
    yaml::Value root;
    std::uint32_t source = 0;
  };
  struct Next {
    Delivery delivery;
    std::string directory;
    bool certain = true;  ///< false: it may be of another repository, and is left if others deliver the directory
    std::optional<std::size_t> made_as = {};  ///< as add() was told; nothing for what is stated and not made
  };

  /// A delivery whose path is not in the tree, which has one that it was probably meant to be.
  struct Stray {
    Delivery delivery;
    std::string meant;  ///< as it would be stated
    std::string directory;
  };

  DeliveryQueue(std::vector<Stated> stated, Repositories repositories, const Kustomizations& kustomizations,
                const source::Sources& sources, const Directories& directories);

  /// The directories of kustomizations that nothing delivers and that make deliveries: to be built before next().
  const std::vector<std::string>& first() const { return first_; }
  std::vector<Stray> strays() const;
  /// Takes a delivery as a build has made it of a document; `made_as` is what the caller knows it by.
  void add(std::size_t document, const yaml::Value& root, std::uint32_t source, std::size_t made_as);
  /// Nothing when all are done.
  std::optional<Next> next();

 private:
  /// A delivery, and the directory of the tree that its path means.
  struct Placed {
    Delivery delivery;
    std::optional<std::string> directory;  ///< nothing where the tree has none
  };

  std::vector<Placed> placed_of(const yaml::Value& root, const std::string& file);
  void learn();
  void find_parents();
  void push(const std::vector<Placed>& deliveries, std::optional<std::size_t> made_as = std::nullopt);
  void push_as_stated(std::size_t stated);
  /// Those of stated_files_ that the kustomization of a directory and those that it names are made of.
  const std::vector<std::string_view>& files_of(const std::string& directory);
  const std::string& file_of(const Stated& stated) const { return sources_.at(stated.source).name; }

  /// As much as a large repository may have.
  static constexpr std::size_t kMostFilled = std::size_t{32} << 20U;
  static constexpr std::size_t kMostParts = 2'000'000;

  Work bytes_{kMostFilled};  ///< of what ApplicationSets fill in
  Work parts_{kMostParts};   ///< that are looked at of kustomizations
  std::vector<Stated> stated_;
  std::vector<std::vector<Placed>> deliveries_;  ///< of each that is stated
  Repositories repositories_;
  const Kustomizations& kustomizations_;
  const source::Sources& sources_;
  const Directories& directories_;
  std::vector<std::string> first_;
  std::vector<Placed> made_;  ///< of what builds make of them
  /// Of deliveries, by their paths and the files that state them.
  std::map<std::pair<std::string, std::string>, std::optional<std::string>> directory_of_;
  std::set<std::string, std::less<>> stated_files_;             ///< that state deliveries, normalized
  std::map<std::string, std::vector<std::string_view>> files_;  ///< of those, by the directories that lead to them
  std::set<std::size_t> as_stated_;                             ///< documents that nothing else brings
  std::map<std::size_t, std::size_t> as_made_;                  ///< how often each document was made by a build
  std::deque<Next> next_;
  std::deque<Next> uncertain_;
};

}  // namespace vmcp::gitops
