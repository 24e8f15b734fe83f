#pragma once

#include <string_view>
#include <vector>

#include "core/yaml/read.h"

namespace vmcp::krm {

/// Makes the references in ToolHive's objects say the names that the objects have now. kustomize renames objects
/// (namePrefix, nameSuffix, namespace) without knowing the references in custom resources, and keeps the former names
/// in the annotations previousNames, previousNamespaces and previousKinds. A reference to a name that an object still
/// has stays as it is, and so does one that several renamed objects could be meant by. (As kustomize itself
/// chooses: nameref.Filter of api/filters.)
void follow_previous_names(std::vector<yaml::Document>& documents, std::string_view default_namespace);

}  // namespace vmcp::krm
