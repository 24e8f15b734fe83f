#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/operator/cross_references/standing.h"
#include "core/operator/cross_references/surroundings.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using diag::Severity;

/// Kinds that are run; what others need is needed by those who refer to them. What a VirtualMCPServer needs, the stages
/// before have said: the operator tolerates the absence of some of it.
constexpr std::array<std::string_view, 4> kRun = {"MCPServer", "MCPRemoteProxy", "EmbeddingServer", "MCPRegistry"};

class References {
 public:
  explicit References(const Surroundings& all) : all_(all) {}

  void check() {
    // What is missing may have been said at one of the fields that name it; it is not said again at the others.
    std::vector<const Noted*> untold;
    const auto note_all = [&](const cluster::Object& from, std::vector<Noted>& out) { note(from, out); };
    const std::vector<Noted> noted = all_.found_in_objects<Noted>(note_all);
    for (const Noted& one : noted) {
      if (one.standing == Standing::kPresent) {
        warn_of_unlisted(*one.from, one.reference);
      } else if (told(*one.from, one.reference)) {
        told_.insert(missing(one.reference));
      } else {
        untold.push_back(&one);
      }
    }
    for (const Noted* unmet : untold) judge(*unmet);
  }

 private:
  /// A reference of which something may have to be said.
  struct Noted {
    const cluster::Object* from;
    Reference reference;
    Standing standing;
  };
  /// An object and the key of it that is needed.
  using Missing = std::pair<Target, std::optional<std::string_view>>;

  void note(const cluster::Object& from, std::vector<Noted>& out) const {
    all_.for_each_reference(from, [&](const Reference& reference) {
      if (reference.optional) return;
      const Standing standing = standing_of(all_.cluster(), reference, all_.rules().strict);
      const bool matters = standing == Standing::kPresent ? is_unlisted(from, reference) : is_unmet(standing);
      if (matters) out.push_back({&from, reference, standing});
    });
  }

  /// Whether what is referred to is an object that no build has.
  bool is_unlisted(const cluster::Object& from, const Reference& reference) const {
    const auto& [group, kind, name_space, name] = reference.target;
    const cluster::Object* found = all_.cluster().find(group, kind, name_space, name);
    return found != nullptr && all_.cluster().is_unlisted(from, *found);
  }

  void warn_of_unlisted(const cluster::Object& from, const Reference& reference) {
    const auto& [group, kind, name_space, name] = reference.target;
    if (!told_.insert({reference.target, std::nullopt}).second) return;
    all_.reporter().warning(from, "unlisted-file", reference.name_path,
                            diag::Message(reference.target.text() + " is in no build" +
                                          std::string(all_.cluster().unlisted(from, kind, name))));
  }

  static Missing missing(const Reference& reference) { return {reference.target, reference.key}; }

  bool told(const cluster::Object& from, const Reference& reference) const {
    const auto& told = all_.rules().told;
    return told && (told(from, reference.name_path) || told(from, reference.path) ||
                    (reference.key && told(from, reference.key_path)));
  }

  static bool is_unmet(Standing standing) {
    return standing == Standing::kKeyless || standing == Standing::kAssumed || standing == Standing::kMissing;
  }

  void judge(const Noted& unmet) {
    if (unmet.standing == Standing::kKeyless) {
      keyless(*unmet.from, unmet.reference, nearest_key(all_.cluster(), unmet.reference));
    } else {
      judge_absent(*unmet.from, unmet.reference);
    }
  }

  void judge_absent(const cluster::Object& from, const Reference& reference) {
    const Target& target = reference.target;
    if (all_.cluster().may_be(target.group, target.kind, target.name_space, target.name)) return;
    if (reference.absence == Absence::kAssumed && !all_.rules().strict) {
      if (!told_.insert(missing(reference)).second) return;
      all_.reporter().warning(from, "assumed-object", reference.name_path,
                              with_hint(from, target, target.assumed_text(reference.key)));
      return;
    }
    if (reference.absence == Absence::kElsewhere &&
        all_.cluster().nearest_name(target.group, target.kind, target.name_space, target.name).empty()) {
      return;
    }
    const bool needed = reference.absence != Absence::kElsewhere && all_.rules().strict;
    add(needed, from, "reference-not-found", reference.name_path, with_hint(from, target, target.absent_text()));
  }

  diag::Message with_hint(const cluster::Object& from, const Target& target, diag::Message message) const {
    add_hint(all_.cluster(), all_.reporter(), from, target, message);
    return message;
  }

  void keyless(const cluster::Object& from, const Reference& reference, std::string_view nearest) {
    const diag::Code code =
        reference.target.kind == "Secret" ? diag::Code("secret-key-missing") : diag::Code("config-map-key-missing");
    add(true, from, code, reference.key_path,
        diag::Message(reference.target.keyless_text(*reference.key)).suggest(nearest));
  }

  void add(bool needed, const cluster::Object& from, diag::Code code, const FieldPath& path,
           diag::Message message) const {
    const bool is_run = std::ranges::find(kRun, from.kind) != kRun.end();
    all_.reporter().report(needed && is_run ? all_.rules().unmet : Severity::kWarning, from, code, path,
                           std::move(message));
  }

  const Surroundings& all_;
  std::set<Missing> told_;
};

}  // namespace

void check_references(const Surroundings& all) { References(all).check(); }

}  // namespace vmcp::op
