#include "core/gitops/delivery_fields.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/diag/field_path.h"
#include "core/diag/quoted.h"
#include "core/gitops/delivery.h"
#include "core/gitops/delivery_shapes.h"
#include "core/gitops/expressions.h"
#include "core/gitops/mended_text.h"
#include "core/gitops/template_parameters.h"
#include "core/gitops/value_type.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"
#include "core/text/words.h"

namespace vmcp::gitops {
namespace {

using diag::FieldPath;
using text::take_word;
using yaml::Value;

constexpr std::string_view kDuration = "a duration such as \"10m\"";
constexpr auto kTruths = std::to_array<std::string_view>({"true", "false"});

/// As the CRDs of Flux want it.
bool is_duration(const Value& value) {
  if (!value.is_string() || value.as_string().empty()) return false;
  std::string_view rest = value.as_string();
  const auto skip = [&](std::string_view any) {
    rest.remove_prefix(std::min(rest.find_first_not_of(any), rest.size()));
  };
  while (!rest.empty()) {
    if (!text::is_digit(rest.front())) return false;
    skip("0123456789.");
    const std::string_view unit = rest.substr(0, rest.starts_with("ms") ? 2 : 1);
    if (unit.empty() || std::string_view("msh").find(unit) == std::string_view::npos) return false;
    rest.remove_prefix(unit.size());
  }
  return true;
}

/// `10 m`, `1d`: a number with what may be meant for a unit.
bool is_like_duration(const Value& value) {
  constexpr std::size_t kLongest = 16;
  if (!value.is_string() || value.as_string().size() > kLongest) return false;
  std::string_view unit = value.as_string();
  const std::size_t number = std::min(unit.find_first_not_of("+-.0123456789"), unit.size());
  unit.remove_prefix(number);
  return number != 0 && std::ranges::all_of(unit, [](char c) { return text::is_alpha(c) || c == ' '; });
}

/// What may stand among others of a few words, and is no text or key that was pasted there.
bool is_like_word(std::string_view text) {
  constexpr std::size_t kLongest = 63;
  return text.size() <= kLongest && text.find_first_of(" \t\n") == std::string_view::npos;
}

/// What was meant by a name that is none of `known`; empty: nothing is near.
std::string_view meant_by(std::string_view name, std::span<const std::string_view> known) {
  constexpr std::size_t kMostEdits = 2;
  const std::string_view near = text::nearest(name, known);
  return text::is_within(name, near, kMostEdits) ? near : std::string_view{};
}

class Reader {
 public:
  explicit Reader(std::string_view api_version) : who_(name_of(api_version)) {}

  std::vector<FieldFault> faults;

  /// Of a group that is nearly one of deliveries.
  void mend_group(Value& root) {
    Value* stated = root.find("apiVersion");
    if (stated == nullptr || !stated->is_string()) return;
    const std::string old = stated->as_string();
    const std::string_view group = meant_group(old, root.string_at("kind"));
    if (group.empty()) return;
    const std::string meant = std::string(group) + old.substr(old.find('/') + 1);
    who_ = name_of(meant);
    mend_text(*stated, "apiVersion", who_ + " has no API " + diag::quoted(old), meant, faults);
  }

  void mend_kind(Value& root) {
    Value* kind = root.find("kind");
    if (kind == nullptr || !kind->is_string() || is_of_deliveries(root)) return;
    const std::string_view meant = meant_by(kind->as_string(), delivery_kinds(root.string_at("apiVersion")));
    if (!meant.empty()) mend(*kind, "kind", "kind", meant, who_);
  }

  /// Of what holds the fields of a shape and stands at `path`.
  void read(Value& holder, std::string_view shape, const FieldPath& path) {
    const std::vector<DeliveryField> fields = delivery_fields_of(shape);
    std::vector<std::string_view> names;
    for (const DeliveryField& field : fields) names.push_back(field.name);
    for (yaml::Member& member : holder.members()) {
      const auto is_it = [&](const DeliveryField& field) { return field.name == member.key; };
      auto known = std::ranges::find_if(fields, is_it);
      if (known == fields.end() && unknown_++ < kMostUnknown) {
        std::string_view meant = meant_by(member.key, names);
        if (meant.empty()) continue;
        // `source` is one, and `sources` are a list.
        const auto list = std::ranges::find(names, std::string(meant) + 's');
        if (list != names.end() && member.value.is_sequence()) meant = *list;
        faults.push_back({(path / member.key).str(), member.key_mark,
                          who_ + " has no field " + diag::quoted(member.key) + " here", std::string(meant)});
        if (holder.find(meant) == nullptr) member.key = meant;
        known = std::ranges::find_if(fields, is_it);
      }
      if (known != fields.end()) read_value(member.value, *known, path / member.key);
    }
    if (shape == "application") read_value_files(holder.find("sources"), path / "sources");
  }

 private:
  /// More are hardly misspelt.
  static constexpr std::size_t kMostUnknown = 200;

  static const char* name_of(std::string_view api_version) {
    return api_version.starts_with("argoproj.io/") ? "Argo CD" : "Flux";
  }

  /// Of files that an Application takes from another of its sources, as Argo CD's getReferencedSource.
  void read_value_files(Value* sources, const FieldPath& path) {
    if (sources == nullptr || !sources->is_sequence()) return;
    std::vector<std::string> stated;
    for (const Value& source : sources->items()) stated.emplace_back(source.string_at("ref"));
    const std::vector<std::string_view> refs(stated.begin(), stated.end());
    for (std::size_t i = 0; i < sources->items().size(); ++i) {
      Value* helm = sources->items()[i].find("helm");
      Value* files = helm == nullptr ? nullptr : helm->find("valueFiles");
      if (files == nullptr || !files->is_sequence()) continue;
      for (std::size_t j = 0; j < files->items().size(); ++j) {
        Value& file = files->items()[j];
        if (!file.is_string() || !file.as_string().starts_with('$') || is_template(file.as_string())) continue;
        const std::string text = file.as_string();
        const std::string_view name = std::string_view(text).substr(1, text.find('/') - 1);
        if (std::ranges::find(refs, name) != refs.end() || unknown_++ >= kMostUnknown) continue;
        const std::string_view meant = meant_by(name, refs);
        if (meant.empty()) continue;
        mend_text(file, (path[i] / "helm" / "valueFiles")[j].str(), "no source here has the ref " + diag::quoted(name),
                  std::string("$").append(meant).append(text.substr(1 + name.size())), faults);
      }
    }
  }

  /// Of a value at `path`, which has the field's name.
  void read_value(Value& value, DeliveryField field, const FieldPath& path) {
    // What fills in a text may make another value of it.
    const bool is_known =
        !value.is_string() || (value.as_string().find('$') == std::string::npos && !is_template(value.as_string()));
    if (field.type.empty() || value.is_null() || !is_known) return;
    const char first = field.type.front();
    const std::string_view rest = field.type.substr(1);
    if (first == '*') {
      if (!value.is_sequence()) return refuse(value, path, "a list");
      if (field.name.ends_with('s')) field.name.remove_suffix(1);
      for (std::size_t i = 0; i < value.items().size(); ++i) read_value(value.items()[i], {field.name, rest}, path[i]);
    } else if (std::string_view("=~@").find(first) != std::string_view::npos) {
      read_choice(value, {field.name, rest}, path, first);
    } else if (rest.empty()) {
      const bool is_of_type = first == 'd' ? is_duration(value) : type_of(first).is(value);
      if (!is_of_type) return refuse(value, path, first == 'd' ? kDuration : type_of(first).what);
      if (first != 'm') return;
      for (yaml::Member& member : value.members()) read_value(member.value, {member.key, "s"}, path / member.key);
    } else if (!value.is_mapping()) {
      refuse(value, path, "a mapping");
    } else {
      read(value, field.type, path);
    }
  }

  /// Of a value of which the field's type has all that are taken, or but some, as the letter before it says.
  void read_choice(Value& value, const DeliveryField& field, const FieldPath& path, char letter) {
    if (!value.is_string()) return refuse(value, path, "a text");
    std::vector<std::string_view> known;
    for (std::string_view rest = field.type; !rest.empty();) known.push_back(take_word(rest, '|'));
    std::string_view stated = value.as_string();
    // Of what installs ToolHive, which may be an address.
    while (letter == '@' && stated.ends_with('/')) stated.remove_suffix(1);
    if (std::ranges::find(known, stated) != known.end()) return;
    std::string_view meant = meant_by(stated, known);
    // A path is no name.
    const auto has_slash = [](std::string_view text) { return text.find('/') != std::string_view::npos; };
    if (has_slash(stated) && !has_slash(meant)) meant = {};
    if (letter != '=' && meant.empty()) return;
    mend(value, path.str(), field.name, meant, letter == '@' ? "ToolHive" : who_);
  }

  /// Says no more than the type of what is no text that belongs here: it may be a secret.
  void refuse(const Value& value, const FieldPath& path, std::string_view wanted) {
    std::string_view meant;
    if (value.is_string() && wanted == type_of('b').what) meant = meant_by(value.as_string(), kTruths);
    // Of what is right but for its quotes nothing else is meant.
    if (value.is_string() && meant == value.as_string()) meant = {};
    const bool is_shown = wanted == kDuration && is_like_duration(value);
    faults.push_back({path.str(), value.mark(),
                      who_ + " takes " + std::string(wanted) + " here, not " +
                          (is_shown ? diag::quoted(value.as_string()) : kind_of(value)),
                      std::string(meant)});
  }

  void mend(Value& value, std::string path, std::string_view field, std::string_view meant, const std::string& who) {
    const std::string& stated = value.as_string();
    const bool is_shown = !meant.empty() || is_like_word(stated);
    mend_text(value, std::move(path),
              who + " has no " +
                  (is_shown ? std::string(field) + ' ' + diag::quoted(stated) : "such " + std::string(field)) + " here",
              meant, faults);
  }

  std::string who_;
  std::size_t unknown_ = 0;
};

}  // namespace

std::vector<FieldFault> take_delivery_fields(Value& root) {
  Reader reader(root.string_at("apiVersion"));
  reader.mend_group(root);
  reader.mend_kind(root);
  if (!is_of_deliveries(root)) return {};
  reader.read(root, root.string_at("kind"), {});
  if (root.string_at("kind") == "ApplicationSet") mend_parameters(root, reader.faults);
  return std::move(reader.faults);
}

std::vector<FieldFault> take_delivery_head(Value& root) {
  constexpr std::size_t kMostEdits = 2;
  if (!root.is_mapping() || root.find("spec") == nullptr) return {};
  for (const std::string_view field : {"apiVersion", "kind"}) {
    if (root.find(field) != nullptr) continue;
    for (std::size_t i = 0; i < root.members().size(); ++i) {
      yaml::Member& member = root.members()[i];
      const std::size_t edits = std::min(kMostEdits, field.size() / 3);
      if (!text::is_within(member.key, field, edits) || !member.value.is_string()) continue;
      const std::string stated = std::exchange(member.key, std::string(field));
      if (is_of_deliveries(root)) {
        return {
            {stated, member.key_mark, "an object has no field " + diag::quoted(stated) + " here", std::string(field)}};
      }
      member.key = stated;
    }
  }
  return {};
}

}  // namespace vmcp::gitops
