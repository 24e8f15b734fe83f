#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/yaml/value.h"

namespace vmcp::gitops {

/// Whether a selector (`app=a,tier in (x,y),!old`) is for what has these labels or annotations, of which there may be
/// none (null pointer); as k8s.io/apimachinery/pkg/labels reads it. Nothing when it is no selector.
std::optional<bool> selects(std::string_view selector, const yaml::Value* labels);

/// Whether the `labelSelector` and the `annotationSelector` of a `target` or `select` are for an object; a broken one
/// is for none.
bool selects_labels(const yaml::Value& selector, const yaml::Value& root);
/// The first of both that kustomize cannot read; null pointer: none.
const yaml::Member* broken_labels(const yaml::Value& selector);
/// What to say of it.
std::string broken_labels_message(std::string_view stated);
/// What it costs to hold both against one.
std::size_t label_units(const yaml::Value& selector);

/// How many bytes the key or value has with which a part of a selector begins.
std::size_t selector_word(std::string_view text);

}  // namespace vmcp::gitops
