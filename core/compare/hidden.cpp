#include "core/compare/hidden.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/compare/pairing.h"
#include "core/diag/hidden.h"
#include "core/diag/lines.h"
#include "core/diag/secrecy.h"
#include "core/diag/secret_keys.h"
#include "core/diag/secret_lines.h"
#include "core/diag/userinfo.h"

namespace vmcp::compare {
namespace {

using diag::kHidden;
using diag::Secrecy;
using yaml::Value;

constexpr std::string_view kBefore = "*** (before)";
constexpr std::string_view kAfter = "*** (after)";

/// Checksums look like keys, and are the only texts of that form that are none.
bool is_checksum(std::string_view key) { return key.ends_with("-checksum") || key.ends_with("-hash"); }

/// The lines of a text that may be seen. What a ConfigMap holds and could not be read may be YAML all the same.
std::string shown_lines(const std::string& text, bool is_document) {
  const diag::Lines lines(text);
  const std::vector<bool> secret = is_document ? diag::secret_lines(text) : diag::secret_lines_of_part(text);
  std::string result;
  for (std::size_t number = 1; number <= lines.count(); ++number) {
    const std::string_view line = lines.content(number);
    const bool hides = (number <= secret.size() && secret[number - 1]) || diag::looks_secret(line);
    result.append(hides ? kHidden : diag::without_quoted_userinfo(line)).append("\n");
  }
  if (!text.ends_with('\n')) result.pop_back();
  return result;
}

Value shown(const Value& scalar, const Secrecy& here, bool is_document) {
  if (scalar.is_bool() || scalar.is_null()) return scalar;
  if (!scalar.is_string()) return here.shows("") ? scalar : Value(kHidden);
  const std::string& text = scalar.as_string();
  if (!here.shows(text) || diag::has_key_material(text)) return kHidden;
  // Of JSON in one line its keys decide, too.
  const bool has_lines = text.find('\n') != std::string::npos;
  const bool has_keys = has_lines || text.starts_with('{') || text.starts_with('[');
  return has_keys ? shown_lines(text, is_document && has_lines) : diag::redacted(text);
}

class Hider {
 public:
  /// Texts of documents are what a ConfigMap holds below `data`.
  Hider(diag::KnownKeys& known, bool has_documents) : known_(known), has_documents_(has_documents) {}

  /// `in_secret`: in an object that is a Secret or makes one.
  void hide(Value* ours, Value* theirs, const Secrecy& here, bool in_secret = false) {
    if (ours == nullptr && theirs == nullptr) return;
    hide_scalars(ours, theirs, here);
    if (!is_container(ours) && !is_container(theirs)) return;
    hide_members(ours, theirs, here, in_secret);
    hide_items(ours, theirs, here, in_secret);
  }

 private:
  static bool is_container(const Value* value) {
    return value != nullptr && (value->is_mapping() || value->is_sequence());
  }

  void hide_members(Value* ours, Value* theirs, const Secrecy& here, bool in_secret) {
    const bool has_secret_value = has_documents_ && (names_secret(ours) || names_secret(theirs));
    in_secret = in_secret || is_secret(ours) || is_secret(theirs);
    for (const Pair<Value>& pair : pair_members(ours, theirs)) {
      if (is_checksum(pair.label)) continue;
      const diag::KnownKeys::Key& key = known_.of(pair.label);
      if (key.is_secret_data || pair.label == "secretGenerator" || (in_secret && key.is_data)) {
        hide_all(pair.ours, pair.theirs);
      } else if (has_secret_value && key.is_value) {
        hide(pair.ours, pair.theirs, Secrecy::of_secret());
      } else if (pair.label == "env" && is_list(pair.ours) && is_list(pair.theirs)) {
        hide_variables(pair.ours, pair.theirs);
      } else {
        hide(pair.ours, pair.theirs, here.is_as_at_root() ? key.value : here.below(pair.label), in_secret);
      }
    }
  }

  /// Hides whatever stands here, references to Secrets as well.
  void hide_all(Value* ours, Value* theirs) {
    hide_scalars(ours, theirs, Secrecy::of_secret());
    for (const Pair<Value>& member : pair_members(ours, theirs)) hide_all(member.ours, member.theirs);
    for (const Pair<Value>& item : pair_items(ours, theirs).pairs) hide_all(item.ours, item.theirs);
  }

  /// Of a container's variables the names tell which values are secret.
  void hide_variables(Value* ours, Value* theirs) {
    for (const Pair<Value>& item : pair_items(ours, theirs).pairs) {
      const Secrecy of_value = names_secret(item.ours) || names_secret(item.theirs) ? Secrecy::of_secret() : Secrecy();
      // What stands in place of a reference may be the value, and a text the whole variable.
      for (const Pair<Value>& member : pair_members(item.ours, item.theirs)) {
        const bool is_name = diag::kind_beside(member.label) == diag::Beside::kSecretByName;
        hide(member.ours, member.theirs, is_name ? Secrecy() : of_value);
      }
      hide_scalars(item.ours, item.theirs, Secrecy());
    }
  }

  /// Whether a member says of the value beside it that it is a secret: the name of a variable or of a header, which may
  /// be misspelt.
  static bool names_secret(const Value* mapping) {
    return mapping != nullptr && mapping->is_mapping() &&
           std::ranges::any_of(mapping->members(), [](const yaml::Member& member) {
             if (!member.value.is_string()) return false;
             const diag::Beside beside = diag::kind_beside(member.key);
             const std::string& name = member.value.as_string();
             return beside == diag::Beside::kSecretByName ? !Secrecy().below(name).shows({})
                                                          : diag::names_secret_beside(beside, name);
           });
  }

  static bool is_secret(const Value* mapping) {
    return mapping != nullptr && diag::is_secret_kind(mapping->string_at("kind"));
  }

  void hide_items(Value* ours, Value* theirs, const Secrecy& here, bool in_secret) {
    std::set<const Value*> of_options;
    for (const Value* list : {ours, theirs}) add_values_of_options(list, of_options);
    for (const Pair<Value>& pair : pair_items(ours, theirs).pairs) {
      const bool is_secret = of_options.contains(pair.ours) || of_options.contains(pair.theirs);
      hide(pair.ours, pair.theirs, is_secret ? Secrecy::of_secret() : here.inside(), in_secret);
    }
  }

  /// What stands in a list of arguments behind an option that takes a secret.
  static void add_values_of_options(const Value* list, std::set<const Value*>& values) {
    if (list == nullptr || !list->is_sequence()) return;
    const Value* before = nullptr;
    for (const Value& item : list->items()) {
      if (before != nullptr && before->is_string() && diag::is_secret_option(before->as_string())) values.insert(&item);
      before = &item;
    }
  }

  static bool is_list(const Value* value) { return value == nullptr || value->is_sequence(); }

  /// Of two sides those that are scalars. Against a container, or against nothing, each is looked at alone.
  void hide_scalars(Value* ours, Value* theirs, const Secrecy& here) const {
    const auto is_scalar = [](const Value* side) { return side != nullptr && !is_container(side); };
    if (!is_scalar(ours) || !is_scalar(theirs)) {
      for (Value* side : {ours, theirs}) {
        if (is_scalar(side)) *side = shown(*side, here, has_documents_);
      }
      return;
    }
    const bool differ = !(*ours == *theirs);
    *ours = shown(*ours, here, has_documents_);
    *theirs = shown(*theirs, here, has_documents_);
    if (differ && *ours == *theirs) {
      *ours = kAfter;
      *theirs = kBefore;
    }
  }

  diag::KnownKeys& known_;
  bool has_documents_;
};

}  // namespace

void hide_secrets(Versions& versions, diag::KnownKeys& known) {
  for (const Pair<Value>& member : pair_members(&versions.ours, &versions.theirs)) {
    Hider(known, member.label == "data").hide(member.ours, member.theirs, Secrecy().below(member.label));
  }
}

}  // namespace vmcp::compare
