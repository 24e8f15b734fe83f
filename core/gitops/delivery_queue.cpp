#include "core/gitops/delivery_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/admission/variable.h"
#include "core/diag/sink.h"
#include "core/gitops/file_paths.h"

namespace vmcp::gitops {
namespace {

/// A delivery that builds make in more ways than that is not followed further: as many as clusters are told apart.
constexpr std::size_t kMostForms = 200;

/// Which deliveries take a path. Two of them tell whether another does than a certain one.
class Takers {
 public:
  void add(std::size_t delivery) {
    if (known_.empty() || (known_.size() == 1 && known_.front() != delivery)) known_.push_back(delivery);
  }
  void add(const Takers& others) {
    for (const std::size_t delivery : others.known_) add(delivery);
  }
  bool has_other_than(std::size_t delivery) const { return known_.size() > 1 || known_.front() != delivery; }

 private:
  std::vector<std::size_t> known_;
};
using ByPath = std::map<std::string_view, Takers>;

/// Whether a path, or a directory above it, is so.
template <class Is>
bool any_from(std::string_view path, const Is& is) {
  for (; !path.empty(); path = directory_of(path)) {
    if (is(path)) return true;
  }
  return is("/") || is("");
}

}  // namespace

DeliveryQueue::DeliveryQueue(std::vector<Stated> stated, Repositories repositories,
                             const Kustomizations& kustomizations, const source::Sources& sources,
                             const Directories& directories)
    : stated_(std::move(stated)),
      repositories_(std::move(repositories)),
      kustomizations_(kustomizations),
      sources_(sources),
      directories_(directories) {
  for (const Stated& one : stated_) {
    deliveries_.push_back(placed_of(one.root, file_of(one)));
    stated_files_.insert(normalized(file_of(one)));
  }
  learn();
  find_parents();
}

std::vector<DeliveryQueue::Placed> DeliveryQueue::placed_of(const yaml::Value& root, const std::string& file) {
  std::vector<Placed> placed;
  for (Delivery& delivery : deliveries_of(root, file, directories_.all, bytes_)) {
    const auto [known, is_new] = directory_of_.try_emplace({delivery.path, delivery.file});
    if (is_new) known->second = directory_of(delivery, directories_);
    placed.push_back({std::move(delivery), known->second});
  }
  return placed;
}

void DeliveryQueue::learn() {
  for (const std::vector<Placed>& deliveries : deliveries_) {
    for (const auto& [delivery, directory] : deliveries) {
      // Where a variable leads to is not known yet.
      if (!admission::variables_in(delivery.path).empty()) continue;
      repositories_.learn(delivery, directory.has_value());
    }
  }
}

const std::vector<std::string_view>& DeliveryQueue::files_of(const std::string& directory) {
  const auto [known, is_new] = files_.try_emplace(directory);
  if (!is_new) return known->second;
  std::set<std::string> seen = {directory};
  std::vector<std::string> open = {directory};
  while (!open.empty()) {
    const Kustomization* kustomization = kustomizations_.find(std::exchange(open.back(), {}));
    open.pop_back();
    if (kustomization == nullptr) continue;
    if (parts_.is_spent()) break;
    for (std::string& path : kustomization->parts()) {
      parts_.take(1);
      if (!seen.insert(path).second) continue;
      if (const auto file = stated_files_.find(path); file != stated_files_.end()) known->second.push_back(*file);
      open.push_back(std::move(path));
    }
  }
  return known->second;
}

/// Decides which deliveries others bring, as far as their files tell it.
void DeliveryQueue::find_parents() {
  ByPath built;                         // by the directories that deliveries take: with their kustomizations,
  ByPath whole;                         // with all that is below them,
  ByPath flat;                          // or with their files alone
  std::set<std::string_view> variable;  // paths with variables
  for (std::size_t i = 0; i < stated_.size(); ++i) {
    for (const auto& [delivery, directory] : deliveries_[i]) {
      if (!admission::variables_in(delivery.path).empty()) variable.insert(delivery.path);
      if (!directory || repositories_.origin_of(delivery) == Repositories::Origin::kElsewhere) continue;
      const bool is_whole = delivery.recursive || kustomizations_.is_chart(*directory);
      (kustomizations_.find(*directory) != nullptr ? built : is_whole ? whole : flat)[*directory].add(i);
    }
  }

  std::set<std::string> parts;
  for (const Kustomization& kustomization : kustomizations_.all()) {
    for (std::string& path : kustomization.parts()) parts.insert(std::move(path));
  }
  const auto is_delivered = [&](const std::string& directory) {
    const auto is_taken = [&](std::string_view one) {
      return built.contains(one) || whole.contains(one) || flat.contains(one);
    };
    return any_from(directory, is_taken) ||
           std::ranges::any_of(variable, [&](std::string_view path) { return admission::may_become(path, directory); });
  };
  std::set<std::string_view> brought;  // files that undelivered kustomizations are made of
  for (const Kustomization& kustomization : kustomizations_.all()) {
    const std::string& directory = kustomization.directory;
    if (stated_.empty() || kustomization.is_component() || parts.contains(directory) || is_delivered(directory)) {
      continue;
    }
    const std::vector<std::string_view>& files = files_of(directory);
    brought.insert(files.begin(), files.end());
    if (!files.empty()) first_.push_back(directory);
  }

  ByPath by_file;
  for (const auto& [directory, who] : built) {
    for (const std::string_view file : files_of(std::string(directory))) by_file[file].add(who);
  }
  for (std::size_t i = 0; i < stated_.size(); ++i) {
    const std::string file = normalized(file_of(stated_[i]));
    const auto other_has = [&](const ByPath& deliveries, std::string_view path) {
      const auto found = deliveries.find(path);
      return found != deliveries.end() && found->second.has_other_than(i);
    };
    if (!brought.contains(file) && !other_has(by_file, file) &&
        !other_has(flat, directory_of(std::string_view(file))) &&
        !any_from(file, [&](std::string_view directory) { return other_has(whole, directory); })) {
      push_as_stated(i);
    }
  }
}

std::vector<DeliveryQueue::Stray> DeliveryQueue::strays() const {
  std::vector<Stray> strays;
  std::vector<const Delivery*> lost;
  std::set<std::string> delivered;
  const auto add = [&](const Placed& placed) {
    const auto& [delivery, directory] = placed;
    if (!admission::variables_in(delivery.path).empty()) return;
    if (directory) {
      delivered.insert(*directory);
    } else if (!delivery.path_field.empty() && repositories_.origin_of(delivery) != Repositories::Origin::kElsewhere) {
      lost.push_back(&delivery);
    }
  };
  for (const std::vector<Placed>& deliveries : deliveries_) std::ranges::for_each(deliveries, add);
  std::ranges::for_each(made_, add);
  const auto in_tree = [&](const std::string& directory) { return path_below(directory, directories_.root); };
  constexpr std::size_t kMostLooks = 2'000'000;
  Work looks(kMostLooks);
  for (const Delivery* delivery : lost) {
    if (!looks.take(directories_.all.size())) break;
    if (kustomizations_.is_directory(joined(directories_.root, delivery->path))) continue;
    // What another delivers has a name of its own, where the path may be another repository's.
    const bool is_here = !delivery->of_template && repositories_.origin_of(*delivery) == Repositories::Origin::kHere;
    const bool is_file = is_yaml_name(delivery->path);
    const auto is_meant = [&](std::string_view directory) {
      return !meant_path(delivery->path, directory).empty() || (is_file && directory == directory_of(delivery->path));
    };
    const auto meant = std::ranges::find_if(directories_.all, [&](const std::string& directory) {
      return (is_here || !delivered.contains(directory)) && is_meant(in_tree(directory));
    });
    if (meant != directories_.all.end()) {
      strays.push_back({*delivery, std::string(in_tree(*meant)), *meant});
    }
    if (strays.size() == diag::Sink::kMostOfACode) break;
  }
  return strays;
}

void DeliveryQueue::push_as_stated(std::size_t stated) {
  as_stated_.insert(stated_[stated].document);
  push(deliveries_[stated]);
}

void DeliveryQueue::push(const std::vector<Placed>& deliveries, std::optional<std::size_t> made_as) {
  for (const auto& [delivery, directory] : deliveries) {
    if (!directory) continue;
    const Repositories::Origin origin = repositories_.origin_of(delivery);
    if (origin == Repositories::Origin::kElsewhere) continue;
    const bool certain = origin == Repositories::Origin::kHere;
    (certain ? next_ : uncertain_).push_back({delivery, *directory, certain, made_as});
  }
}

void DeliveryQueue::add(std::size_t document, const yaml::Value& root, std::uint32_t source, std::size_t made_as) {
  // What brings itself is what it was when it was applied first.
  if (as_stated_.contains(document) || ++as_made_[document] > kMostForms) return;
  std::vector<Placed> placed = placed_of(root, sources_.at(source).name);
  push(placed, made_as);
  std::ranges::move(placed, std::back_inserter(made_));
}

std::optional<DeliveryQueue::Next> DeliveryQueue::next() {
  // Some were to be brought by others, and are not, or bring each other.
  for (std::size_t i = 0; next_.empty() && uncertain_.empty() && i < stated_.size(); ++i) {
    const std::size_t document = stated_[i].document;
    if (!as_made_.contains(document) && !as_stated_.contains(document)) push_as_stated(i);
  }
  std::deque<Next>& from = next_.empty() ? uncertain_ : next_;
  if (from.empty()) return std::nullopt;
  Next next = std::move(from.front());
  from.pop_front();
  return next;
}

}  // namespace vmcp::gitops
