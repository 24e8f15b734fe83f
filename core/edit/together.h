#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/edit/change.h"
#include "core/edit/located_text.h"
#include "core/edit/operation.h"

namespace vmcp::edit {

/// A cure of one finding of a text, or of several that say the same.
struct Proposal {
  std::vector<std::size_t> findings;
  Operation operation;
  std::vector<Change> changes;
  std::string target;  ///< what the field becomes, so that no other may; empty where it stays
  std::string claim;   ///< the key that is new by it, be it of a mapping above the field; empty where none is
};

/// Finds out which proposals for a text lead where they are meant to, and which of these go together, by reading the
/// text as it would be.
class Together {
 public:
  /// A proposal by itself.
  struct Alone {
    std::size_t proposal;
    std::vector<Change> changes;
  };
  using Hides = std::function<bool(Range)>;

  /// `hides` tells whether a part of the text must not be shown.
  Together(const LocatedText& text, std::vector<Proposal> proposals, Hides hides);

  const Proposal& proposal(std::size_t index) const { return proposals_[index]; }
  /// Those that go together, in the order of the text: of two that do not the first.
  const std::vector<std::size_t>& taken() const { return taken_; }
  /// The changes of those.
  const std::vector<Change>& changes() const { return changes_; }

  /// What is good alone: all that was taken, and of the rest what proves so. The changes of those overlap changes that
  /// were taken, so that whoever would carry both out sees that they do not go together.
  std::vector<Alone> good_alone() const;

 private:
  /// How often a text is read to find out which of many proposals is not what it seems.
  static constexpr std::size_t kMostReadings = 200;

  std::vector<Change> changes_of(const std::vector<std::size_t>& which) const;
  bool leads_where_intended(const std::vector<std::size_t>& which);
  std::vector<std::size_t> prove(const std::vector<std::size_t>& candidates);
  void prove(const std::vector<std::size_t>& candidates, std::vector<std::size_t>& proven);
  std::vector<Change> touching(const std::vector<Change>& own) const;

  const LocatedText& text_;
  std::vector<Proposal> proposals_;
  Hides hides_;
  std::vector<std::size_t> taken_;
  std::vector<Change> changes_;
  std::vector<std::size_t> others_;  ///< that are good alone
  std::size_t readings_ = 0;
};

}  // namespace vmcp::edit
