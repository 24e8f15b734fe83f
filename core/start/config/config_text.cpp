#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/model/encode.h"
#include "core/start/config/checks.h"
#include "core/start/literal_text.h"
#include "core/text/ascii.h"

namespace vmcp::start {
namespace {

using yaml::Value;

/// Longer keys, and those of several lines, are written like values.
constexpr std::size_t kLongestSimpleKey = 128;

bool is_identifier(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, [](char c) { return text::is_alphanumeric(c) || c == '_'; });
}

/// Whether any JSON may stand there, so that what is merged into it fits.
bool is_free_form(std::string_view path) {
  constexpr std::array<std::string_view, 5> kFields = {".arguments", ".parameters", ".schema", ".defaultResults",
                                                       ".default"};
  return path.starts_with("compositeTools") && std::ranges::any_of(kFields, [&](std::string_view field) {
           return path.find(field) != std::string_view::npos;
         });
}

/// The way to a value, linked on the stack of the walk: a path is made of it where something is found.
struct Way {
  const Way* before = nullptr;  ///< null pointer: this is the root
  std::string_view key = {};
  std::optional<std::size_t> index = {};  ///< of an item, which has no key

  diag::FieldPath path() const {
    if (before == nullptr) return {};
    const diag::FieldPath path = before->path();
    if (index) return path[*index];
    return is_identifier(key) ? path / key : path.key(key);
  }
};

/// Walks a config as it is written, and reports what cannot be read back where it comes from.
class TextCheck {
 public:
  TextCheck(const Gateway& gateway, const op::Origins& origins) : gateway_(gateway), origins_(origins) {}

  void node(const Value& value, const Way& at, LiteralIndent indent) {
    if (value.is_string()) {
      text(value.as_string(), at, indent);
    } else if (value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) item(value.items()[i], {&at, {}, i});
    } else if (value.is_mapping()) {
      members(value, at, LiteralIndent::kAnnounced);
    }
  }

 private:
  void item(const Value& value, const Way& at) {
    if (value.is_mapping()) {
      members(value, at, LiteralIndent::kShort);
    } else {
      node(value, at, LiteralIndent::kShort);
    }
  }

  void members(const Value& mapping, const Way& here, LiteralIndent indent) {
    for (const yaml::Member& member : mapping.members()) {
      const Way at{&here, member.key};
      if (member.key == "<<") merge_key(member.value, at.path());
      if (member.key.size() > kLongestSimpleKey || member.key.find('\n') != std::string::npos) {
        text(member.key, at, indent);
      }
      node(member.value, at, indent);
    }
  }

  void text(std::string_view value, const Way& at, LiteralIndent indent) {
    if (!is_unreadable(value, indent)) return;
    refuse(at.path(),
           value.front() == '\t'
               ? "a text of several lines that begins with a tab is written in a form that vmcp cannot read; "
                 "begin it with another character"
               : "a text of several lines that begins with a blank or an empty line is written here in a form "
                 "that vmcp cannot read; begin it with another character");
  }

  // The writer does not quote this key, and the reader takes it for YAML's merge key.
  void merge_key(const Value& value, const diag::FieldPath& path) {
    if (!merges(value, path))
      refuse(path, "vmcp takes the key \"<<\" for a merge and cannot read this value; use another key");
  }

  static bool merges(const Value& value, const diag::FieldPath& path) {
    if (value.is_mapping()) return value.members().empty() || is_free_form(path.str());
    return value.is_sequence() && is_free_form(path.str()) &&
           std::ranges::all_of(value.items(), [](const Value& item) { return item.is_mapping(); });
  }

  void refuse(const diag::FieldPath& path, std::string message) {
    gateway_.refuse(origins_.of(path), "unreadable-config", std::move(message));
  }

  const Gateway& gateway_;
  const op::Origins& origins_;
};

}  // namespace

void check_config_text(const Gateway& gateway) {
  const release::Set set = gateway.context.settings.release.set;
  const op::Notes& notes = gateway.rendered.notes;
  TextCheck(gateway, notes.config).node(model::encode(gateway.config(), set), {}, LiteralIndent::kAnnounced);
  if (!gateway.rendered.auth_server) return;
  TextCheck(gateway, notes.auth_server)
      .node(model::encode(*gateway.rendered.auth_server, set), {}, LiteralIndent::kAnnounced);
}

}  // namespace vmcp::start
