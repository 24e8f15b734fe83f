#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "core/model/types.h"
#include "core/yaml/value.h"

namespace vmcp::model {

/// Receives what a typed struct cannot hold. `path` is relative to the decoded value ("spec.replicas" when the
/// whole object is decoded); `seen` says what stands there (its type, a
/// number where one of another range is wanted, but no text), `expected` what the Go type holds.
class DecodeErrors {
 public:
  virtual ~DecodeErrors() = default;
  virtual void mismatch(std::string_view path, std::string_view seen, std::string_view expected) = 0;
};

/// Decodes an admitted value into typed structs as Go's JSON decoder fills the operator's types: null and absent
/// leave the zero value, unknown keys are skipped (admission has judged them), every mismatch is reported and
/// leaves the zero value. Field paths come from the structs' rows; those that the releases of `set` do not have are
/// skipped, too.
class Decoder {
 public:
  Decoder(DecodeErrors& errors, std::string path, Set set) : errors_(errors), path_(std::move(path)), set_(set) {}

  void decode(const yaml::Value& value, std::string& out);
  void decode(const yaml::Value& value, bool& out);
  void decode(const yaml::Value& value, double& out);
  void decode(const yaml::Value& value, std::int64_t& out);
  void decode(const yaml::Value& value, std::int32_t& out);
  void decode(const yaml::Value& value, std::uint8_t& out);
  void decode(const yaml::Value& value, Duration& out);
  void decode(const yaml::Value& value, MetaDuration& out);
  void decode(const yaml::Value& value, FreeForm& out);
  void decode(const yaml::Value& value, FreeFormMap& out);
  void decode(const yaml::Value& value, yaml::Value& out) { out = value; }

  template <class T>
  void decode(const yaml::Value& value, std::optional<T>& out) {
    if (!value.is_null()) decode(value, out.emplace());
  }

  template <class T>
  void decode(const yaml::Value& value, Box<T>& out) {
    if (!value.is_null()) decode(value, out.emplace());
  }

  template <class T>
  void decode(const yaml::Value& value, std::vector<T>& out) {
    if (value.is_null() || !expect(value, yaml::Value::Kind::kSequence)) return;
    out.reserve(value.items().size());
    for (const yaml::Value& item : value.items()) {
      const Step step(*this, out.size());
      decode(item, out.emplace_back());
    }
  }

  template <class T>
  void decode(const yaml::Value& value, std::map<std::string, T>& out) {
    if (value.is_null() || !expect(value, yaml::Value::Kind::kMapping)) return;
    for (const yaml::Member& member : value.members()) {
      const Step step(*this, member.key, Step::kMapKey);
      decode(member.value, out[member.key]);
    }
  }

  template <class T>
  requires requires { T::rows(); }
  void decode(const yaml::Value& value, T& out) {
    if (value.is_null() || !expect(value, yaml::Value::Kind::kMapping)) return;
    std::apply([&](const auto&... row) { (decode_row(value, out, row), ...); }, T::rows());
  }

 private:
  /// Extends the path for as long as it lives.
  class Step {
   public:
    static constexpr bool kMapKey = true;
    Step(Decoder& decoder, std::string_view key, bool map_key = false);
    Step(Decoder& decoder, std::size_t index);
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
    ~Step() { path_.resize(length_); }

   private:
    std::string& path_;
    std::size_t length_;
  };

  template <class T, class Row>
  void decode_row(const yaml::Value& value, T& out, const Row& row) {
    if (!is_alive(row, set_)) return;
    if (const yaml::Value* field = value.find(row.key)) {
      const Step step(*this, row.key);
      decode(*field, out.*row.member);
    }
  }

  bool expect(const yaml::Value& value, yaml::Value::Kind kind);
  std::int64_t integer(const yaml::Value& value, std::int64_t least, std::int64_t most, std::string_view type);
  std::int64_t duration(const yaml::Value& value);
  void mismatch(const yaml::Value& value, std::string_view expected);

  DecodeErrors& errors_;
  std::string path_;
  Set set_;
};

}  // namespace vmcp::model
