#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/diag/quoted.h"
#include "core/operator/cross_references/surroundings.h"
#include "core/text/ascii.h"
#include "core/text/words.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::quoted;
using yaml::Value;

/// Shorter words are as often others.
constexpr std::size_t kShortest = 5;

/// What is compared with the words of a row.
enum class Part : std::uint8_t {
  kText,   ///< a text, or each of a list
  kWords,  ///< what dashes part in a text
  kKeys,   ///< the keys of a mapping
};

/// Fields that mostly have one of some words, though they may have any text.
struct Row {
  std::string_view fields;  ///< each may have the field that it is in and a dot in front
  Part part;
  /// Whether a word without its `-`, `_` and `.` is another one.
  bool has_other_spellings;
  std::string_view words;
  std::string_view what;
};

constexpr std::string_view kHeader = "header";
constexpr std::string_view kHeaders =
    "Accept Accept-Language Authorization ConsistencyLevel Content-Type PRIVATE-TOKEN Proxy-Authorization User-Agent "
    "X-Correlation-ID X-Forwarded-For X-Forwarded-User X-GitHub-Api-Version X-Scope-OrgID traceparent "
    "tracestate";
constexpr std::string_view kNodeLabels =
    "kubernetes.io/arch kubernetes.io/hostname kubernetes.io/os node.kubernetes.io/instance-type "
    "topology.kubernetes.io/region topology.kubernetes.io/zone";
constexpr std::string_view kAnnotations =
    "argocd.argoproj.io/sync-options argocd.argoproj.io/sync-wave cluster-autoscaler.kubernetes.io/safe-to-evict "
    "configmap.reloader.stakater.com/reload kubectl.kubernetes.io/restartedAt kustomize.toolkit.fluxcd.io/prune "
    "kustomize.toolkit.fluxcd.io/reconcile prometheus.io/scrape reloader.stakater.com/auto "
    "secret.reloader.stakater.com/reload sidecar.istio.io/inject";

constexpr std::array kRows = {
    Row{"scopes baselineClientScopes", Part::kText, false,
        "address email groups mail offline_access openid phone profile", "scope"},
    Row{"externalTokenHeaderName headerName passthroughHeaders sensitiveHeaders.name", Part::kText, true, kHeaders,
        kHeader},
    Row{"addPlaintextHeaders additionalHeaders embeddingHeaders headers", Part::kKeys, true, kHeaders, kHeader},
    Row{"actorClaim emailFields groupClaimName nameFields roleClaim roleClaimName sessionNameClaim subjectFields",
        Part::kText, true,
        "client_id displayName email family_name given_name groups mail preferred_username roles userPrincipalName "
        "username",
        "claim"},
    Row{"additionalAuthorizationParams", Part::kKeys, true,
        "access_type acr_values audience domain_hint include_granted_scopes login_hint prompt resource", "parameter"},
    Row{"additionalAuthorizationParams.prompt", Part::kText, false, "consent login select_account", "prompt"},
    Row{"additionalAuthorizationParams.access_type", Part::kText, false, "offline online", "type of access"},
    Row{"awsSts.region", Part::kWords, false, "central east north northeast northwest south southeast southwest west",
        "region"},
    Row{"nodeSelector", Part::kKeys, false, kNodeLabels, "label"},
    Row{"topologyKey", Part::kText, false, kNodeLabels, "label"},
    Row{"annotations", Part::kKeys, false, kAnnotations, "annotation"},
    Row{"limits requests", Part::kKeys, false, "cpu ephemeral-storage memory storage", "resource"},
    Row{"env.name", Part::kText, true, "HTTPS_PROXY HTTP_PROXY LOG_LEVEL NO_PROXY", "variable"},
};

/// Hosts of identity providers and members that many have.
constexpr std::string_view kHosts =
    "accounts.google.com api.github.com api.githubcopilot.com github.com gitlab.com "
    "graph.microsoft.com kubernetes.default.svc login.microsoftonline.com login.salesforce.com oauth2.googleapis.com "
    "openidconnect.googleapis.com www.googleapis.com";
/// Fields with addresses without a scheme.
constexpr std::string_view kAddresses = "addr address endpoint sentinelAddrs";

/// Fields with texts of users, in which a word may mean anything.
constexpr std::string_view kFreeForm =
    "arguments data default defaultResults labels matchLabels metadata parameters schema status stringData "
    "toolsOverride";

/// Whether texts are the same but for `-`, `_`, `.` and capitals.
bool have_same_letters(std::string_view one, std::string_view other) {
  constexpr std::string_view kMarks = "-_.";
  const auto skip = [&](std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(kMarks), text.size()));
    return !text.empty();
  };
  while (skip(one) && skip(other)) {
    if (text::to_lower(one.front()) != text::to_lower(other.front())) return false;
    one.remove_prefix(1);
    other.remove_prefix(1);
  }
  return !skip(one) && !skip(other);
}

/// Whether a text is a word but for one letter, and no other form of it.
bool is_misspelt(std::string_view text, std::string_view word, bool has_other_spellings) {
  if (!text::is_within(text, word, 1) || text::differ_in_digits(text, word)) return false;
  const bool is_longer = text.size() > word.size();
  const std::string_view longer = is_longer ? text : word;
  const std::string_view shorter = is_longer ? word : text;
  const bool is_plural = longer.size() > shorter.size() && text::to_lower(longer.back()) == 's' &&
                         text::equal_ignoring_case(longer.substr(0, shorter.size()), shorter);
  return !is_plural && !(has_other_spellings && have_same_letters(text, word));
}

/// The word that a text was meant to be; empty: it is one, or none is near. Words below `shortest` letters are only
/// known: they are a letter away from those of others.
std::string_view meant_by(std::string_view text, std::string_view words, bool has_other_spellings,
                          std::size_t shortest) {
  constexpr std::size_t kLongest = 64;
  if (text.size() + 1 < shortest || text.size() > kLongest) return {};
  std::string_view meant;
  while (!words.empty()) {
    const std::string_view word = text::take_word(words, ' ');
    if (text::equal_ignoring_case(word, text)) return {};
    if (meant.empty() && word.size() >= shortest && is_misspelt(text, word, has_other_spellings)) meant = word;
  }
  return meant;
}

/// The host of a URL, or of an address without a scheme.
std::string_view host_of(std::string_view url) {
  constexpr std::string_view kScheme = "://";
  if (const std::size_t scheme = url.find(kScheme); scheme != std::string_view::npos) {
    url.remove_prefix(scheme + kScheme.size());
  }
  url = url.substr(0, url.find_first_of("/?#"));
  url.remove_prefix(url.rfind('@') + 1);
  return url.substr(0, url.find(':'));
}

/// A part of a text, and what it was meant to be.
struct Slip {
  std::string_view part;
  std::string_view meant = {};
};

/// What is misspelt in a name that a cluster gives: of a Service, its namespace, `svc`, and the cluster's domain.
Slip slip_in_name(std::string_view host) {
  constexpr std::string_view kService = "svc";
  constexpr std::string_view kClusterDomain = "cluster.local";
  text::take_word(host, '.');
  text::take_word(host, '.');
  const std::string_view service = text::take_word(host, '.');
  if (host == kClusterDomain) {
    const bool is_slip = service != kService && service != "pod" && text::is_within(service, kService, 1);
    return is_slip ? Slip{service, kService} : Slip{};
  }
  return service == kService && text::is_within(host, kClusterDomain, 1) ? Slip{host, kClusterDomain} : Slip{};
}

class Words {
 public:
  Words(const Surroundings& all, const cluster::Object& object) : all_(all), object_(object) {}

  /// Of a value of `field`, which is in the field `holder`; those of a list are of the list's field.
  void walk(const Value& value, std::string_view field, std::string_view holder, const FieldPath& path) const {
    if (value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) walk(value.items()[i], field, holder, path[i]);
    } else if (value.is_string()) {
      check_text(value.as_string(), field, holder, path);
    } else if (value.is_mapping()) {
      if (text::is_among(field, kFreeForm)) return;
      const Row* row = row_of(field, holder, true);
      for (const yaml::Member& member : value.members()) {
        const FieldPath at = row == nullptr ? path / member.key : path.key(member.key);
        if (row != nullptr) warn(member.key, slip(member.key, *row), row->what, at);
        walk(member.value, member.key, field, at);
      }
    }
  }

 private:
  static const Row* row_of(std::string_view field, std::string_view holder, bool of_keys) {
    for (const Row& row : kRows) {
      if ((row.part == Part::kKeys) != of_keys) continue;
      for (std::string_view rest = row.fields; !rest.empty();) {
        std::string_view stated = text::take_word(rest, ' ');
        const std::size_t dot = stated.find('.');
        if (dot != std::string_view::npos && stated.substr(0, dot) != holder) continue;
        if (stated.substr(dot + 1) == field) return &row;
      }
    }
    return nullptr;
  }

  void check_text(std::string_view text, std::string_view field, std::string_view holder, const FieldPath& path) const {
    if (text.starts_with("http") || text::is_among(field, kAddresses)) {
      const std::string_view host = host_of(text);
      const std::string_view meant = meant_by(host, kHosts, false, kShortest);
      warn(host, meant.empty() ? slip_in_name(host) : Slip{host, meant}, "host", path);
    }
    const Row* row = row_of(field, holder, false);
    if (row == nullptr) return;
    if (row->part == Part::kText) return warn(text, slip(text, *row), row->what, path);
    for (std::string_view rest = text; !rest.empty();) {
      warn(text, slip(text::take_word(rest, '-'), *row), row->what, path);
    }
  }

  static Slip slip(std::string_view word, const Row& row) {
    const std::size_t shortest = row.part == Part::kWords ? kShortest - 1 : kShortest;
    return {word, meant_by(word, row.words, row.has_other_spellings, shortest)};
  }

  /// Of a slip in `text`.
  void warn(std::string_view text, const Slip& slip, std::string_view what, const FieldPath& path) const {
    if (slip.meant.empty() || !is_stated(text)) return;
    std::string meant(text);
    meant.replace(static_cast<std::size_t>(slip.part.data() - text.data()), slip.part.size(), slip.meant);
    std::string message = quoted(text);
    message.append(" is a letter away from a well-known ").append(what);
    all_.warn(object_, "misspelt-word", path, diag::Message(std::move(message)).suggest(meant));
  }

  const Surroundings& all_;
  const cluster::Object& object_;
};

}  // namespace

void check_well_known_words(const Surroundings& all) {
  for (const cluster::Object* object : all.objects()) {
    const Words words(all, *object);
    if (const Value* annotations = yaml::value_at(object->value, {"metadata", "annotations"})) {
      words.walk(*annotations, "annotations", "metadata", FieldPath("metadata.annotations"));
    }
    if (const Value* spec = object->value.find("spec")) words.walk(*spec, "spec", "", FieldPath("spec"));
  }
}

}  // namespace vmcp::op
