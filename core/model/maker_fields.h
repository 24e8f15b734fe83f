#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "core/model/secret_makers.h"
#include "core/yaml/value.h"

/// What makers of Secrets read of an object, and how they say what they make; for their own sources only.
namespace vmcp::model {

using Keys = std::vector<std::string_view>;
using Made = std::vector<MadeObject>;

/// The value that a chain of fields leads to; an empty one when there is none.
const yaml::Value& at(const yaml::Value& root, std::initializer_list<std::string_view> fields);
/// A text, or `otherwise` in place of one that is empty or no text.
std::string_view text_of(const yaml::Value& value, std::string_view otherwise = {});
const yaml::Sequence& items_of(const yaml::Value& list);
/// Whether a list or a mapping has something in it.
bool is_filled(const yaml::Value& value);

void add(const Keys& more, Keys& keys);
Keys keys_of(const yaml::Value& mapping);
/// The texts at `field` of a list's items, or the items themselves.
Keys texts_of(const yaml::Value& list, std::string_view field = {});
/// The namespaces that a label selector chooses; an empty name for those that only labels tell.
Keys selected_namespaces(const yaml::Value& selector);

/// `made` if it has a name, which the controller asks for.
Made if_named(MadeObject made);
/// A Secret of which no more is known than its name, which may be missing.
Made unknown_secret(std::string_view name_space, std::string_view name);

}  // namespace vmcp::model
