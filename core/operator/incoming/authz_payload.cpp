#include "core/operator/incoming/authz_payload.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <tuple>
#include <utility>

#include "core/diag/quoted.h"
#include "core/model/decode.h"
#include "core/text/ascii.h"
#include "core/text/nearest.h"
#include "core/yaml/payload.h"

namespace vmcp::op {
namespace {

using diag::quoted;
using yaml::Value;

/// The part of a payload that every authorizer has.
struct Header {
  std::string version;
  std::string type;

  static constexpr auto rows() {
    return std::tuple{model::always("version", &Header::version), model::always("type", &Header::type)};
  }
};

/// The `pdp` block of an HTTP authorizer, as far as the operator judges it.
struct HttpConnection {
  std::string url;
  std::int64_t timeout = 0;
  bool insecure_skip_verify = false;

  static constexpr auto rows() {
    return std::tuple{model::always("url", &HttpConnection::url), model::always("timeout", &HttpConnection::timeout),
                      model::always("insecure_skip_verify", &HttpConnection::insecure_skip_verify)};
  }
};

struct HttpContext {
  bool include_args = false;
  bool include_operation = false;

  static constexpr auto rows() {
    return std::tuple{model::always("include_args", &HttpContext::include_args),
                      model::always("include_operation", &HttpContext::include_operation)};
  }
};

struct HttpOptions {
  std::optional<HttpConnection> http;
  std::optional<HttpContext> context;
  std::string claim_mapping;

  static constexpr auto rows() {
    return std::tuple{model::always("http", &HttpOptions::http), model::always("context", &HttpOptions::context),
                      model::always("claim_mapping", &HttpOptions::claim_mapping)};
  }
};

struct CedarPayload {
  std::optional<CedarOptions> cedar;

  static constexpr auto rows() { return std::tuple{model::always("cedar", &CedarPayload::cedar)}; }
};

struct HttpPayload {
  std::optional<HttpOptions> pdp;

  static constexpr auto rows() { return std::tuple{model::always("pdp", &HttpPayload::pdp)}; }
};

/// Turns what does not fit a Go type into problems of the payload.
class PayloadDecodeErrors final : public model::DecodeErrors {
 public:
  explicit PayloadDecodeErrors(const PayloadProblems& problem) : problem_(problem) {}

  void mismatch(std::string_view path, std::string_view seen, std::string_view expected) override {
    problem_(std::string(path) + ": found " + std::string(seen) + ", expected " + std::string(expected));
    any_ = true;
  }
  bool any() const { return any_; }

 private:
  const PayloadProblems& problem_;
  bool any_ = false;
};

/// The value with all keys in lower case: Go's decoder matches them so. Of keys that differ only in case the last in
/// byte order wins, which is the lower-case one; blocks are merged.
Value with_lower_keys(const Value& value) {
  if (!value.is_mapping()) return value;
  std::vector<const yaml::Member*> members;
  for (const yaml::Member& member : value.members()) members.push_back(&member);
  std::ranges::stable_sort(members, {}, &yaml::Member::key);
  Value result = Value::mapping();
  for (const yaml::Member* member : members) {
    const std::string key = text::to_lower(member->key);
    Value folded = with_lower_keys(member->value);
    Value* earlier = result.find(key);
    if (earlier != nullptr && earlier->is_mapping() && folded.is_mapping()) {
      for (yaml::Member& inner : folded.members()) earlier->set(inner.key, std::move(inner.value));
    } else {
      result.set(key, std::move(folded));
    }
  }
  return result;
}

template <class T>
std::optional<T> decode(const Value& value, const PayloadProblems& problem) {
  PayloadDecodeErrors errors(problem);
  T result;
  model::Decoder(errors, "", release::kDefault.set).decode(value, result);
  if (errors.any()) return std::nullopt;
  return result;
}

/// The Cedar block, which must have policies when it is what decides.
std::optional<CedarOptions> read_cedar(const Value& payload, bool decides, const PayloadProblems& problem) {
  std::optional<CedarPayload> decoded = decode<CedarPayload>(payload, problem);
  if (!decoded) return std::nullopt;
  if (!decoded->cedar) {
    problem("the \"cedar\" block is missing");
  } else if (decides && decoded->cedar->policies.empty()) {
    problem("cedar.policies must have at least one policy");
  } else {
    return std::move(decoded->cedar);
  }
  return std::nullopt;
}

bool check_http(const Value& payload, const PayloadProblems& problem) {
  const std::optional<HttpPayload> decoded = decode<HttpPayload>(payload, problem);
  if (!decoded) return false;
  const std::optional<HttpOptions>& pdp = decoded->pdp;
  if (!pdp) {
    problem("the \"pdp\" block is missing");
  } else if (!pdp->http || pdp->http->url.empty()) {
    problem("pdp.http.url is missing");
  } else if (pdp->claim_mapping != "mpe" && pdp->claim_mapping != "standard") {
    problem("pdp.claim_mapping: found " + quoted(pdp->claim_mapping) + R"(, expected "mpe" or "standard")");
  } else {
    return true;
  }
  return false;
}

/// A payload, with keys in lower case, and whether it is for the HTTP authorizer instead of Cedar.
struct Payload {
  Value value;
  bool http = false;
};

std::optional<Payload> read_payload(std::string_view text, const PayloadProblems& problem) {
  if (text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos) {
    problem("it is empty");
    return std::nullopt;
  }
  const std::optional<Value> parsed = yaml::read_payload(text);
  if (!parsed) {
    problem("it is neither YAML nor JSON");
    return std::nullopt;
  }
  if (!parsed->is_mapping()) {
    problem("found " + std::string(yaml::kind_name(parsed->kind())) + ", expected object");
    return std::nullopt;
  }
  Payload payload{with_lower_keys(*parsed)};
  const std::optional<Header> header = decode<Header>(payload.value, problem);
  if (!header) return std::nullopt;
  if (header->version.empty()) {
    problem("\"version\" is missing");
    return std::nullopt;
  }
  payload.http = header->type == "httpv1";
  if (!payload.http && header->type != "cedarv1") {
    problem("type: found " + quoted(header->type) + R"(, expected "cedarv1")");
    return std::nullopt;
  }
  if (payload.http && !check_http(payload.value, problem)) return std::nullopt;
  return payload;
}

/// Finds what the rows of structs do not name.
class UnknownKeys {
 public:
  /// A mapping that is decoded into all of the structs.
  template <class... Structs>
  void look(const Value& mapping, const diag::FieldPath& path) {
    if (!mapping.is_mapping()) return;
    for (const yaml::Member& member : mapping.members()) {
      const std::string key = text::to_lower(member.key);
      const bool known = (look_in<Structs>(member.value, key, path / member.key) || ...);
      if (known) continue;
      std::vector<std::string_view> names;
      (add_names<Structs>(names), ...);
      found_.push_back({path, member.key, member.key_mark, std::string(text::nearest(key, names))});
    }
  }

  std::vector<yaml::UnknownKey> take() { return std::move(found_); }

 private:
  template <class Struct>
  bool look_in(const Value& value, std::string_view key, const diag::FieldPath& path) {
    return std::apply([&](const auto&... row) { return (look_at(row, value, key, path) || ...); }, Struct::rows());
  }

  template <class Struct, class Member>
  bool look_at(const model::Row<Struct, Member>& row, const Value& value, std::string_view key,
               const diag::FieldPath& path) {
    if (row.key != key) return false;
    if constexpr (requires { Member::value_type::rows(); }) look<typename Member::value_type>(value, path);
    return true;
  }

  template <class Struct>
  static void add_names(std::vector<std::string_view>& names) {
    std::apply([&](const auto&... row) { (names.push_back(row.key), ...); }, Struct::rows());
  }

  std::vector<yaml::UnknownKey> found_;
};

}  // namespace

std::vector<yaml::UnknownKey> unknown_authz_keys(std::string_view text) {
  UnknownKeys keys;
  if (const std::optional<Value> payload = yaml::read_payload(text)) {
    keys.look<Header, CedarPayload, HttpPayload>(*payload, {});
  }
  return keys.take();
}

std::vector<yaml::UnknownKey> unknown_authz_keys(const Value& options, std::string_view type,
                                                 const diag::FieldPath& path) {
  UnknownKeys keys;
  if (type == "cedarv1") keys.look<CedarOptions>(options, path);
  if (type == "httpv1") keys.look<HttpOptions>(options, path);
  return keys.take();
}

std::optional<CedarOptions> read_authz_payload(std::string_view text, const PayloadProblems& problem) {
  const std::optional<Payload> payload = read_payload(text, problem);
  if (!payload) return std::nullopt;
  // The operator takes the Cedar block of a payload for another authorizer, if that authorizer finds its own in order.
  return read_cedar(payload->value, !payload->http, problem);
}

bool check_authz_payload(std::string_view text, const PayloadProblems& problem) {
  const std::optional<Payload> payload = read_payload(text, problem);
  return payload && (payload->http || read_cedar(payload->value, true, problem));
}

std::optional<CedarOptions> read_cedar_options(const Value& value, const PayloadProblems& problem) {
  return read_cedar(Value::mapping().set("cedar", with_lower_keys(value)), true, problem);
}

}  // namespace vmcp::op
