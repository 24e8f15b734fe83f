#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/diag/code.h"

namespace vmcp::diag {

enum class Severity : std::uint8_t { kError, kWarning, kNote };

/// The part of the pipeline that made a finding; printed in the JSON form.
enum class Stage : std::uint8_t { kUsage, kParse, kAdmission, kOperator, kApply, kPod, kStart };

/// A position in an input. Lines and columns count from 1, columns in characters; 0 means "not known".
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  auto operator<=>(const Place&) const = default;
};

/// The Kubernetes object that a finding is about; empty strings where it has none.
struct ResourceId {
  std::string api_version;
  std::string kind;
  std::string name_space;
  std::string name;

  auto operator<=>(const ResourceId&) const = default;
};

/// A field of an object that is made of the input, as the API server names it; empty where a finding is about none.
struct ObjectField {
  std::string kind;
  std::string name_space;
  std::string name;
  std::string path;

  auto operator<=>(const ObjectField&) const = default;
};

/// A second place that explains a finding ("referenced from", "first given here").
struct Related {
  Place place;
  std::string message;
  /// It is to be mended itself, so that the finding goes away. Of several findings with such a place in common the most
  /// severe is shown, and of those the first: the others follow from the same mistake.
  bool is_cause = false;

  auto operator<=>(const Related&) const = default;
};

/// What cures a finding without a doubt, done to the field at its place. core/edit makes edits of the text of it.
struct Cure {
  enum class Kind : std::uint8_t {
    kNone,
    kRename,   ///< the field is called `to`
    kMove,     ///< it stands at the path `to` of its object
    kReplace,  ///< its value is the text `to`
    kWrap,     ///< its value is an object, whose field `to` has what it was
    kCopy      ///< it is called `to`, and its value is that of the field whose key stands at `from`
  };

  Kind kind = Kind::kNone;
  std::string to;
  Place from;

  auto operator<=>(const Cure&) const = default;
};

/// Replaces a part of an input, from a place to the one behind its last character. Lines and columns as in Place.
struct Edit {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_column = 0;
  std::string text;

  auto operator<=>(const Edit&) const = default;
};

/// What a finding says. A plain text is one, too; the rest is given with it:
///
///     reporter.error(object, "unknown-step", path, Message("there is no step " + quoted(name)).suggest(nearest));
///
/// `message` is lower case without a full stop and never holds a Secret's value; `suggestion` is the text to write
/// instead, if one is known; `cure` is what to do about it, if that is certain.
struct Message {
  std::string message;
  std::vector<Related> related;
  std::string suggestion;
  Cure cure;

  Message() = default;
  Message(std::string text) : message(std::move(text)) {}
  Message(std::string_view text) : message(text) {}
  Message(const char* text) : message(text) {}

  /// Adds a place that explains it.
  Message& because(Related place) & {
    related.push_back(std::move(place));
    return *this;
  }
  Message&& because(Related place) && { return std::move(because(std::move(place))); }
  /// Says what to write instead; an empty text: nothing is known.
  Message& suggest(std::string_view text) & {
    suggestion = text;
    return *this;
  }
  Message&& suggest(std::string_view text) && { return std::move(suggest(text)); }
  /// Says what cures it for certain.
  Message& cured_by(Cure what) & {
    cure = std::move(what);
    return *this;
  }
  Message&& cured_by(Cure what) && { return std::move(cured_by(std::move(what))); }
};

/// One finding, whole. Every output form (text, JSON, ...) prints this value and nothing else.
///
/// `path` is a field path as the API server writes it (`spec.authServerConfig.upstreamProviders[0].type`).
struct Diagnostic : Message {
  Severity severity = Severity::kError;
  Stage stage = Stage::kParse;
  Code code;
  Place place;
  std::string path;
  ResourceId resource;
  ObjectField object = {};  ///< what would be refused, of stage `apply`
  /// 0, or how many findings of its code and severity, which are not shown, this one stands for.
  std::size_t more = 0;
  std::vector<Edit> edits = {};  ///< of the text, which carry the cure out; none where it is not certain
};

}  // namespace vmcp::diag
