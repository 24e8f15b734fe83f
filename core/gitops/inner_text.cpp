#include "core/gitops/inner_text.h"

#include <utility>

#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::gitops {

using yaml::Value;

void set_marks(Value& value, yaml::Mark mark) {
  value.set_mark(mark);
  if (value.is_sequence()) {
    for (Value& item : value.items()) set_marks(item, mark);
  } else if (value.is_mapping()) {
    for (yaml::Member& member : value.members()) {
      member.key_mark = mark;
      set_marks(member.value, mark);
    }
  }
}

std::vector<Value> read_inner(const std::string& text, yaml::Mark mark, diag::Sink& findings) {
  source::Sources sources;
  std::vector<Value> values;
  for (yaml::Document& document :
       yaml::read(sources, sources.add("", text), findings, {yaml::Lists::kKept, yaml::Roots::kAny})) {
    // They stand in another text than the sources of the run.
    set_marks(document.root, mark);
    values.push_back(std::move(document.root));
  }
  return values;
}

std::vector<Value> read_inner(const std::string& text, const InnerPlaces& places, diag::Sink& findings) {
  source::Sources sources;
  std::vector<Value> values;
  for (yaml::Document& document :
       yaml::read(sources, sources.add("", text), findings, {yaml::Lists::kKept, yaml::Roots::kAny})) {
    places.move(document.root);
    values.push_back(std::move(document.root));
  }
  return values;
}

}  // namespace vmcp::gitops
