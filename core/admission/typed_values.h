#pragma once

#include "core/admission/schema.h"
#include "core/cel/value.h"
#include "core/yaml/value.h"

namespace vmcp::admission {

/// Notes what rules see of a value of the schema's type where that is not what is written: durations, moments and
/// bytes, lists whose order does not count, maps that hold nulls. As UnstructuredToVal of k8s.io/apiserver. `typing`
/// refers to the value and to the schema from then on.
void note_type(const yaml::Value& value, const Schema& schema, cel::Typing& typing);

}  // namespace vmcp::admission
