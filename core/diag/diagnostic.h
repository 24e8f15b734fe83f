#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace vmcp::diag {

enum class Severity : std::uint8_t { kError, kWarning, kNote };

/// The part of the pipeline that made a finding; printed in the JSON form.
enum class Stage : std::uint8_t { kUsage, kParse, kAdmission, kOperator, kStart };

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

/// A second place that explains a finding ("referenced from", "first given here").
struct Related {
  Place place;
  std::string message;

  auto operator<=>(const Related&) const = default;
};

/// One finding. Every output form (text, JSON, ...) prints this value and nothing else.
///
/// `code` is one of kCodes; `path` is a field path as the API server writes it
/// (`spec.authServerConfig.upstreamProviders[0].type`); `message` is lower case without a full stop and
/// never holds a Secret's value; `suggestion` is the text to write instead, if one is known.
struct Diagnostic {
  Severity severity = Severity::kError;
  Stage stage = Stage::kParse;
  std::string code;
  std::string message;
  Place place;
  std::string path;
  ResourceId resource;
  std::vector<Related> related;
  std::string suggestion;
  /// 0, or how many findings of its code and severity, which are not shown, this one stands for.
  std::size_t more = 0;
};

}  // namespace vmcp::diag
