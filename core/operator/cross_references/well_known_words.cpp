#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/admission/step.h"
#include "core/diag/quoted.h"
#include "core/operator/cross_references/surroundings.h"
#include "core/text/ascii.h"
#include "core/text/host.h"
#include "core/text/words.h"

namespace vmcp::op {
namespace {

using admission::Step;
using diag::quoted;
using yaml::Value;

/// Shorter words are as often others.
constexpr std::size_t kShortest = 5;

/// What is compared with the words of a row.
enum class Part : std::uint8_t {
  kText,     ///< a text, or each of a list
  kWords,    ///< what dashes part in a text
  kAddress,  ///< the host of an address without a scheme
  kKeys,     ///< the keys of a mapping
  kNothing,  ///< a mapping has texts of users, in which a word may mean anything
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
    Row{"addr address endpoint sentinelAddrs", Part::kAddress, false, "", ""},
    Row{"arguments data default defaultResults labels matchLabels metadata parameters schema status stringData "
        "toolsOverride",
        Part::kNothing, false, "", ""},
};

constexpr bool is_of_mapping(Part part) { return part == Part::kKeys || part == Part::kNothing; }

/// A field of a row, and the field that it has to be in.
struct Field {
  std::string_view name;
  std::string_view holder;
  const Row* row = nullptr;
};

constexpr std::size_t kFieldCount = [] {
  std::size_t count = 0;
  for (const Row& row : kRows) count += 1 + static_cast<std::size_t>(std::ranges::count(row.fields, ' '));
  return count;
}();

constexpr auto kFields = [] {
  std::array<Field, kFieldCount> fields{};
  std::size_t at = 0;
  for (const Row& row : kRows) {
    for (std::string_view rest = row.fields; !rest.empty();) {
      const std::string_view field = text::take_word(rest, ' ');
      const std::size_t dot = field.find('.');
      const bool has_holder = dot != std::string_view::npos;
      fields[at++] = {field.substr(has_holder ? dot + 1 : 0), field.substr(0, has_holder ? dot : 0), &row};
    }
  }
  std::ranges::sort(fields, {}, &Field::name);
  return fields;
}();

/// Which sizes the fields have that begin with a character, as bits: most of what is asked for is none of them.
constexpr auto kFieldSizes = [] {
  std::array<std::uint64_t, 128> sizes{};
  for (const Field& field : kFields)
    sizes.at(static_cast<unsigned char>(field.name.front())) |= 1ULL << field.name.size();
  return sizes;
}();

bool may_be_field(std::string_view name) {
  if (name.empty() || name.size() >= 64) return false;
  const auto first = static_cast<unsigned char>(name.front());
  return first < kFieldSizes.size() && ((kFieldSizes[first] >> name.size()) & 1U) != 0;
}

/// Hosts of identity providers and members that many have.
constexpr std::string_view kHosts =
    "accounts.google.com api.github.com api.githubcopilot.com github.com gitlab.com "
    "graph.microsoft.com kubernetes.default.svc login.microsoftonline.com login.salesforce.com oauth2.googleapis.com "
    "openidconnect.googleapis.com www.googleapis.com";

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
    if (word.size() + 1 < text.size() || text.size() + 1 < word.size()) continue;
    if (text::equal_ignoring_case(word, text)) return {};
    if (meant.empty() && word.size() >= shortest && is_misspelt(text, word, has_other_spellings)) meant = word;
  }
  return meant;
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

/// A text that is to be told of.
struct Misspelt {
  const cluster::Object* object;
  diag::FieldPath path;
  std::string_view text;
  std::string meant;
  std::string_view what;
};

class Words {
 public:
  Words(const cluster::Object& object, std::vector<Misspelt>& found) : object_(object), found_(found) {}

  /// Of a value of `field`, which is in the field `holder`; those of a list are of the list's field.
  void walk(const Value& value, std::string_view field, std::string_view holder, const Step& at) const {
    if (value.is_sequence()) {
      for (std::size_t i = 0; i < value.items().size(); ++i) {
        walk(value.items()[i], field, holder, at.item(i, value.items()[i]));
      }
    } else if (value.is_string()) {
      check_text(value.as_string(), field, holder, at);
    } else if (value.is_mapping()) {
      const Row* row = row_of(field, holder, true);
      if (row != nullptr && row->part == Part::kNothing) return;
      for (const yaml::Member& member : value.members()) {
        const Step here = row == nullptr ? at.field(member) : at.key(member);
        if (row != nullptr) note(member.key, slip(member.key, *row), row->what, here);
        walk(member.value, member.key, field, here);
      }
    }
  }

 private:
  static const Row* row_of(std::string_view field, std::string_view holder, bool of_mapping) {
    if (!may_be_field(field)) return nullptr;
    const auto* one = std::ranges::lower_bound(kFields, field, {}, &Field::name);
    for (; one != kFields.end() && one->name == field; ++one) {
      const bool is_held = one->holder.empty() || one->holder == holder;
      if (is_held && is_of_mapping(one->row->part) == of_mapping) return one->row;
    }
    return nullptr;
  }

  void check_text(std::string_view text, std::string_view field, std::string_view holder, const Step& at) const {
    const Row* row = row_of(field, holder, false);
    if (text.starts_with("http") || (row != nullptr && row->part == Part::kAddress)) {
      const std::string_view host = text::host_in(text);
      const std::string_view meant = meant_by(host, kHosts, false, kShortest);
      note(host, meant.empty() ? slip_in_name(host) : Slip{host, meant}, "host", at);
    }
    if (row == nullptr || row->part == Part::kAddress) return;
    if (row->part == Part::kText) return note(text, slip(text, *row), row->what, at);
    for (std::string_view rest = text; !rest.empty();) {
      note(text, slip(text::take_word(rest, '-'), *row), row->what, at);
    }
  }

  static Slip slip(std::string_view word, const Row& row) {
    const std::size_t shortest = row.part == Part::kWords ? kShortest - 1 : kShortest;
    return {word, meant_by(word, row.words, row.has_other_spellings, shortest)};
  }

  /// Of a slip in `text`.
  void note(std::string_view text, const Slip& slip, std::string_view what, const Step& at) const {
    if (slip.meant.empty() || !is_stated(text)) return;
    std::string meant(text);
    meant.replace(static_cast<std::size_t>(slip.part.data() - text.data()), slip.part.size(), slip.meant);
    found_.push_back({&object_, at.path(admission::MapKeys::kBracketed), text, std::move(meant), what});
  }

  const cluster::Object& object_;
  std::vector<Misspelt>& found_;
};

void look_at(const cluster::Object& object, std::vector<Misspelt>& found) {
  const Words words(object, found);
  const Step root(object.value.mark());
  if (const yaml::Member* spec = object.value.find_member("spec")) {
    words.walk(spec->value, spec->key, "", root.field(*spec));
  }
  const yaml::Member* metadata = object.value.find_member("metadata");
  if (metadata == nullptr) return;
  if (const yaml::Member* annotations = metadata->value.find_member("annotations")) {
    words.walk(annotations->value, annotations->key, metadata->key, root.field(*metadata).field(*annotations));
  }
}

}  // namespace

void check_well_known_words(const Surroundings& all) {
  for (const Misspelt& misspelt : all.found_in_objects<Misspelt>(look_at)) {
    std::string message = quoted(misspelt.text);
    message.append(" is a letter away from a well-known ").append(misspelt.what);
    all.warn(*misspelt.object, "misspelt-word", misspelt.path,
             diag::Message(std::move(message)).suggest(misspelt.meant));
  }
}

}  // namespace vmcp::op
