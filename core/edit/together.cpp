#include "core/edit/together.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace vmcp::edit {
namespace {

/// What changes of proposals that go together take up.
class TakenUp {
 public:
  bool leaves_room_for(const Proposal& proposal) const {
    return !claims_.contains(proposal.claim) && std::ranges::none_of(proposal.changes, [&](const Change& change) {
      return is_in_the_way(change.begin, change.end);
    });
  }

  void add(const Proposal& proposal) {
    if (!proposal.claim.empty()) claims_.insert(proposal.claim);
    for (const Change& change : proposal.changes) add(change);
  }

  void add(const Change& change) {
    std::size_t& end = ranges_[change.begin];
    end = std::max(end, change.end);
  }

  /// Two insertions at one place go together; they are made in the order of their proposals.
  bool is_in_the_way(std::size_t begin, std::size_t end) const {
    auto next = ranges_.lower_bound(begin);
    if (next != ranges_.begin() && std::prev(next)->second > begin) return true;
    if (next != ranges_.end() && next->first == begin && next->second == begin) ++next;
    return next != ranges_.end() && next->first < end;
  }

 private:
  std::map<std::size_t, std::size_t> ranges_;  ///< begin -> end
  std::set<std::string, std::less<>> claims_;
};

}  // namespace

Together::Together(const LocatedText& text, std::vector<Proposal> proposals, Hides hides)
    : text_(text), proposals_(std::move(proposals)), hides_(std::move(hides)) {
  std::ranges::stable_sort(proposals_, {}, [](const Proposal& one) { return one.changes.front().begin; });
  std::vector<std::size_t> left(proposals_.size());
  for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
  // What is in the way of others is proven together, in as many rounds as there are in one place.
  for (bool is_first = true; !left.empty(); is_first = false) {
    TakenUp taken_up;
    std::vector<std::size_t> candidates;
    std::vector<std::size_t> rest;
    for (const std::size_t index : left) {
      const bool fits = taken_up.leaves_room_for(proposals_[index]);
      if (fits) taken_up.add(proposals_[index]);
      (fits ? candidates : rest).push_back(index);
    }
    std::vector<std::size_t> proven = prove(candidates);
    if (is_first) {
      // What is not good beside others may be so alone.
      if (!proven.empty()) {
        std::ranges::set_difference(candidates, proven, std::back_inserter(rest));
        std::ranges::sort(rest);
      }
      taken_ = std::move(proven);
    } else {
      others_.insert(others_.end(), proven.begin(), proven.end());
    }
    left = std::move(rest);
  }
  changes_ = changes_of(taken_);
}

std::vector<Change> Together::changes_of(const std::vector<std::size_t>& which) const {
  std::vector<Change> changes;
  for (const std::size_t index : which) {
    changes.insert(changes.end(), proposals_[index].changes.begin(), proposals_[index].changes.end());
  }
  std::ranges::stable_sort(changes, {}, [](const Change& one) { return std::pair(one.begin, one.end); });
  return changes;
}

bool Together::leads_where_intended(const std::vector<std::size_t>& which) {
  if (readings_ >= kMostReadings) return false;
  ++readings_;
  std::vector<Operation> operations;
  for (const std::size_t index : which) operations.push_back(proposals_[index].operation);
  const std::optional<Content> intended = carry_out(text_.content(), operations);
  return intended && read_content(with_changes(text_.tokens().text(), changes_of(which))) == *intended;
}

std::vector<std::size_t> Together::prove(const std::vector<std::size_t>& candidates) {
  std::vector<std::size_t> proven;
  prove(candidates, proven);
  return proven;
}

/// Adds all candidates to what is proven, or of their halves all that can be added.
void Together::prove(const std::vector<std::size_t>& candidates, std::vector<std::size_t>& proven) {
  if (candidates.empty()) return;
  std::vector<std::size_t> all = proven;
  all.insert(all.end(), candidates.begin(), candidates.end());
  if (leads_where_intended(all)) {
    proven = std::move(all);
  } else if (candidates.size() > 1) {
    const auto middle = candidates.begin() + static_cast<std::ptrdiff_t>(candidates.size() / 2);
    prove({candidates.begin(), middle}, proven);
    prove({middle, candidates.end()}, proven);
  }
}

std::vector<Together::Alone> Together::good_alone() const {
  std::vector<Alone> good;
  TakenUp taken_up;
  for (const Change& change : changes_) taken_up.add(change);
  for (const std::size_t index : taken_) good.push_back({index, proposals_[index].changes});
  for (const std::size_t index : others_) {
    const std::vector<Change>& own = proposals_[index].changes;
    const bool overlaps = std::ranges::any_of(
        own, [&](const Change& change) { return taken_up.is_in_the_way(change.begin, change.end); });
    std::vector<Change> changes = overlaps || changes_.empty() ? own : touching(own);
    if (!changes.empty()) good.push_back({index, std::move(changes)});
  }
  return good;
}

/// Changes as one that spreads over something that was taken; none where that would show what must not be shown.
std::vector<Change> Together::touching(const std::vector<Change>& own) const {
  const auto behind = std::ranges::lower_bound(changes_, own.front().begin, {}, &Change::begin);
  const Change& other = behind == changes_.begin() ? *behind : *std::prev(behind);
  const TokenText& text = text_.tokens();
  // Around an insertion, not beside it.
  const std::size_t other_begin = other.begin == 0 ? 0 : text.line_begin(other.begin - 1);
  const std::size_t begin = std::min(own.front().begin, other_begin);
  const std::size_t end = std::max({own.back().end, other.end, std::min(other.begin + 1, text.text().size())});
  if (hides_({begin, end})) return {};
  std::vector<Change> inside = own;
  for (Change& change : inside) {
    change.begin -= begin;
    change.end -= begin;
  }
  return {{begin, end, with_changes(text.part({begin, end}), inside)}};
}

}  // namespace vmcp::edit
