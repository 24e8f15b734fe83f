#include "core/gitops/delivery_queue.h"

#include <algorithm>
#include <utility>

#include "core/admission/variable.h"
#include "core/diag/sink.h"
#include "core/gitops/file_paths.h"

namespace vmcp::gitops {
namespace {

/// A delivery that builds make in more ways than that is not followed further: as many as clusters are told apart.
constexpr std::size_t kMostForms = 200;

}  // namespace

DeliveryQueue::DeliveryQueue(std::vector<Stated> stated, Repositories repositories,
                             const Kustomizations& kustomizations, const source::Sources& sources,
                             const Directories& directories)
    : stated_(std::move(stated)),
      repositories_(std::move(repositories)),
      kustomizations_(kustomizations),
      sources_(sources),
      directories_(directories) {
  for (const Stated& one : stated_) deliveries_.push_back(placed_of(one.root, file_of(one)));
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

/// The files that a kustomization and those that it names are made of.
const DeliveryQueue::FileSet& DeliveryQueue::files_of(const std::string& directory) {
  const auto [known, is_new] = files_.try_emplace(directory);
  if (!is_new) return known->second;
  FileSet files;
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
      open.push_back(path);
      files.insert(std::move(path));
    }
  }
  return known->second = std::move(files);
}

bool DeliveryQueue::brings(const Delivery& delivery, const std::string& directory, const std::string& file) {
  if (kustomizations_.find(directory) != nullptr) return files_of(directory).contains(file);
  if (!is_below(file, directory)) return false;
  return delivery.recursive || directory_of(std::string_view(file)) == directory || kustomizations_.is_chart(directory);
}

/// Decides which deliveries others bring, as far as their files tell it.
void DeliveryQueue::find_parents() {
  struct Place {
    const Placed* placed;
    std::size_t stated;
  };
  std::vector<Place> places;
  std::vector<std::string_view> variable;  // paths with variables
  for (std::size_t i = 0; i < stated_.size(); ++i) {
    for (const Placed& placed : deliveries_[i]) {
      const Delivery& delivery = placed.delivery;
      if (!admission::variables_in(delivery.path).empty()) variable.push_back(delivery.path);
      if (!placed.directory || repositories_.origin_of(delivery) == Repositories::Origin::kElsewhere) continue;
      places.push_back({&placed, i});
    }
  }

  std::set<std::string> parts;
  for (const Kustomization& kustomization : kustomizations_.all()) {
    for (std::string& path : kustomization.parts()) parts.insert(std::move(path));
  }
  const auto is_delivered = [&](const std::string& directory) {
    return std::ranges::any_of(places,
                               [&](const Place& place) { return is_below(directory, *place.placed->directory); }) ||
           std::ranges::any_of(variable, [&](std::string_view path) { return admission::may_become(path, directory); });
  };
  std::set<std::string_view> brought;  // files that undelivered kustomizations are made of
  for (const Kustomization& kustomization : kustomizations_.all()) {
    const std::string& directory = kustomization.directory;
    if (stated_.empty() || kustomization.is_component() || parts.contains(directory) || is_delivered(directory)) {
      continue;
    }
    const FileSet& files = files_of(directory);
    const std::size_t before = brought.size();
    for (const Stated& one : stated_) {
      const auto file = files.find(normalized(file_of(one)));
      if (file != files.end()) brought.insert(*file);
    }
    if (brought.size() != before) first_.push_back(directory);
  }

  for (std::size_t i = 0; i < stated_.size(); ++i) {
    const std::string file = normalized(file_of(stated_[i]));
    const auto brings_it = [&](const Place& place) {
      return place.stated != i && brings(place.placed->delivery, *place.placed->directory, file);
    };
    if (!brought.contains(file) && std::ranges::none_of(places, brings_it)) push_as_stated(i);
  }
}

std::vector<DeliveryQueue::Stray> DeliveryQueue::strays() const {
  std::vector<Stray> strays;
  std::vector<const Delivery*> lost;
  std::set<std::string> delivered;
  for (const std::vector<Placed>& deliveries : deliveries_) {
    for (const auto& [delivery, directory] : deliveries) {
      if (!admission::variables_in(delivery.path).empty()) continue;
      if (directory) {
        delivered.insert(*directory);
      } else if (!delivery.path_field.empty() &&
                 repositories_.origin_of(delivery) != Repositories::Origin::kElsewhere) {
        lost.push_back(&delivery);
      }
    }
  }
  const std::size_t above = directories_.root.empty() ? 0 : directories_.root.size() + 1;
  const auto in_tree = [&](const std::string& directory) {
    return std::string_view(directory).substr(std::min(directory.size(), above));
  };
  constexpr std::size_t kMostLooks = 2'000'000;
  Work looks(kMostLooks);
  for (const Delivery* delivery : lost) {
    if (!looks.take(directories_.all.size())) break;
    if (kustomizations_.is_directory(joined(directories_.root, delivery->path))) continue;
    // What another delivers has a name of its own, where the path may be another repository's.
    const bool is_here = !delivery->of_template && repositories_.origin_of(*delivery) == Repositories::Origin::kHere;
    const auto meant = std::ranges::find_if(directories_.all, [&](const std::string& directory) {
      return (is_here || !delivered.contains(directory)) && !meant_path(delivery->path, in_tree(directory)).empty();
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

void DeliveryQueue::push(const std::vector<Placed>& deliveries) {
  for (const auto& [delivery, directory] : deliveries) {
    if (!directory) continue;
    const Repositories::Origin origin = repositories_.origin_of(delivery);
    if (origin == Repositories::Origin::kElsewhere) continue;
    const bool certain = origin == Repositories::Origin::kHere;
    (certain ? next_ : uncertain_).push_back({delivery, *directory, certain});
  }
}

void DeliveryQueue::add(std::size_t document, const yaml::Value& root, std::uint32_t source) {
  // What brings itself is what it was when it was applied first.
  if (as_stated_.contains(document) || ++as_made_[document] > kMostForms) return;
  push(placed_of(root, sources_.at(source).name));
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
