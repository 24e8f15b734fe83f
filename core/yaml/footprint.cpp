#include "core/yaml/footprint.h"

namespace vmcp::yaml {

std::size_t footprint(const Value& value) {
  std::size_t bytes = sizeof(Member);
  if (value.is_string()) {
    bytes += value.as_string().size();
  } else if (value.is_sequence()) {
    for (const Value& item : value.items()) bytes += footprint(item);
  } else if (value.is_mapping()) {
    for (const Member& member : value.members()) bytes += member.key.size() + footprint(member.value);
  }
  return bytes;
}

}  // namespace vmcp::yaml
