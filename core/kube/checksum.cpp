#include "core/kube/checksum.h"

// The one-shot SHA256() of OpenSSL 3 fetches its algorithm from a provider, for which it reads the configuration file
// that the environment names: most of the time of a small run, and not for this layer. The plain functions do not.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <array>
#include <openssl/sha.h>

#include "core/go/json.h"
#include "core/go/number.h"
#include "core/yaml/sorted_members.h"

namespace vmcp::kube {
namespace {

using yaml::Member;
using yaml::Value;

/// Numbers decoded into `any` are float64 in Go, whatever they looked like.
void append_json(std::string& out, const Value& value) {
  switch (value.kind()) {
    case Value::Kind::kNull:
      out += "null";
      break;
    case Value::Kind::kBool:
      out += value.as_bool() ? "true" : "false";
      break;
    case Value::Kind::kInt:
    case Value::Kind::kUint:
    case Value::Kind::kFloat:
      out += go::json_number(value.number());
      break;
    case Value::Kind::kString:
      go::append_json_string(out, value.as_string());
      break;
    case Value::Kind::kSequence: {
      out += '[';
      for (std::string_view separator; const Value& item : value.items()) {
        append_json(out.append(separator), item);
        separator = ",";
      }
      out += ']';
      break;
    }
    case Value::Kind::kMapping: {
      out += '{';
      for (std::string_view separator; const Member* member : yaml::sorted_members(value)) {
        go::append_json_string(out.append(separator), member->key);
        append_json(out += ':', member->value);
        separator = ",";
      }
      out += '}';
      break;
    }
  }
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  SHA256_Final(digest.data(), &context);
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : digest) {
    text += kHex[byte >> 4U];
    text += kHex[byte & 0xFU];
  }
  return text;
}

std::string content_checksum(const Value& data, const Value& labels) {
  std::string text;
  for (const Value* mapping : {&data, &labels}) {
    for (const Member* member : yaml::sorted_members(*mapping))
      text.append(member->key).append(member->value.as_string());
  }
  return sha256_hex(text);
}

std::string json_hash(const Value& value) {
  std::string text;
  append_json(text, value);
  return sha256_hex(text);
}

}  // namespace vmcp::kube
