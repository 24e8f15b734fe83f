#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/diag/sink.h"
#include "core/gitops/kustomization_fields.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"
#include "core/yaml/value.h"

namespace vmcp::gitops {

/// Why kustomize takes a document for no object, whatever it is about: every one but lists has a kind and a name.
/// Nothing when it does.
std::optional<FieldFault> resource_fault(const yaml::Value& root);

/// The fault of an object that lacks a field at `path`; `written`: the key that seems to be meant for it.
FieldFault absent_field(std::string_view path, std::string_view written, const yaml::Mark& mark);

/// As above, of each document of a file, and of what is no YAML; `sink` gets all that is found when it is read.
/// Documents with a misspelt field are put behind `mended`, with the name that was meant.
std::vector<FieldFault> resource_faults(const source::Sources& sources, std::uint32_t source,
                                        std::vector<yaml::Document>& mended, diag::Sink& sink);

/// Gives the field that a fault is of the name that was meant. False when that is not known.
bool mend(yaml::Value& root, const FieldFault& fault);

}  // namespace vmcp::gitops
