#pragma once

#include <string>
#include <vector>

#include "core/diag/sink.h"
#include "core/gitops/inner_places.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// Gives a value and all that is in it one place: they come of a text that stands there.
void set_marks(yaml::Value& value, yaml::Mark mark);

/// What a text holds that stands at `mark`, or in a file that is named there: values that all have that place, lists
/// and scalars as they are. What is wrong with it goes to `findings`, without a place.
std::vector<yaml::Value> read_inner(const std::string& text, yaml::Mark mark, diag::Sink& findings);

/// As read_inner(), where what is in the text has the places that `places` gives it.
std::vector<yaml::Value> read_inner(const std::string& text, const InnerPlaces& places, diag::Sink& findings);

}  // namespace vmcp::gitops
