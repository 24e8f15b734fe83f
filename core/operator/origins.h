#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/cluster/cluster.h"
#include "core/diag/field_path.h"

namespace vmcp::op {

/// Where something of a gateway's is written.
struct Origin {
  const cluster::Object* object = nullptr;  ///< null pointer where nothing of the input states it
  diag::FieldPath path;
  const cluster::Object* referrer = nullptr;  ///< what refers to `object`, if anything does: a gateway or a member
  diag::FieldPath reference;                  ///< the field of `referrer` that does
};

/// For each path of one of vmcp's files the field that it comes from, noted by the concern that converts it. What is
/// not noted comes from where the nearest noted path above it does. Map keys are bracketed or joined with a dot.
class Origins {
 public:
  /// How far a note reaches below its path.
  enum class Extent : std::uint8_t {
    kFields,  ///< fields below are called in the file as they are in the object
    kWhole,   ///< all below comes from the one field
  };

  /// What the file as a whole comes from. Notes made before stay.
  void note_root(Origin origin, Extent extent) { note(diag::FieldPath(), std::move(origin), extent); }
  /// A later note of the same path replaces an earlier one. An empty origin: it comes from where the root says.
  void note(const diag::FieldPath& path, Origin origin, Extent extent = Extent::kFields);

  /// The origin of a field of the file (`compositeTools[0].description`). There must be a root.
  Origin of(const diag::FieldPath& path) const;

 private:
  struct Note {
    Origin origin;
    Extent extent;
  };
  /// By the parts of the path, each ended by a NUL.
  std::map<std::string, Note, std::less<>> notes_;
};

}  // namespace vmcp::op
