#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/secret_makers.h"
#include "core/text/nearest.h"

namespace vmcp::cluster {

/// What the input says about a Secret or ConfigMap: its keys, never their values. Lives no longer than the table that
/// it is from.
class Keys {
 public:
  /// False when the object cannot have the key; a controller may fetch keys that nothing names.
  bool may_have(std::string_view key) const;
  /// The key nearest to `key`; empty when none is near.
  std::string_view nearest(std::string_view key) const;

 private:
  friend class KeyTable;
  /// All that objects say of one name.
  struct Part {
    std::vector<std::string_view> keys = {};
    bool complete = true;  ///< whether `keys` are all
    bool creates = false;  ///< whether there is an object because of this
    bool stated = true;    ///< whether objects of that very kind and name say so, rather than what makes one
    std::unique_ptr<const text::NameIndex> index = nullptr;
  };

  std::vector<const Part*> parts_;  ///< two at most
};

/// The keys of the Secrets, or of the ConfigMaps, of a cluster, as all the objects state them that make one.
class KeyTable {
 public:
  /// Adds what an object makes, whose texts must outlive this; `stated` as above.
  void add(model::MadeObject made, bool stated);
  /// To be called when all has been added, before find().
  void index();

  /// Nothing when no object makes one of that name.
  std::optional<Keys> find(std::string_view name_space, std::string_view name) const;
  /// Whether controllers have a part in what it holds.
  bool is_filled_in(std::string_view name_space, std::string_view name) const;

 private:
  using Part = Keys::Part;

  std::vector<const Part*> parts_of(std::string_view name_space, std::string_view name) const;

  /// By namespace, which is empty for any, and name.
  std::map<std::pair<std::string_view, std::string_view>, Part> parts_;
};

}  // namespace vmcp::cluster
