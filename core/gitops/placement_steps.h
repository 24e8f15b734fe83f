#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/admission/admit.h"
#include "core/cluster/cluster.h"
#include "core/diag/document_reporter.h"
#include "core/gitops/build.h"
#include "core/gitops/delivery.h"
#include "core/gitops/delivery_fields.h"
#include "core/gitops/delivery_queue.h"
#include "core/gitops/placement.h"
#include "core/gitops/referred.h"
#include "core/gitops/site.h"
#include "core/gitops/substitution.h"
#include "core/gitops/worlds.h"
#include "core/yaml/fields.h"

/// How place() works; for its own sources only.
namespace vmcp::gitops {

/// Whether an object is one of ToolHive's, or would be if its group were written as it was meant.
bool is_toolhives(const yaml::Value& root);
/// Whether a later stage reads objects like this one.
bool matters(const yaml::Value& root);
/// Whether an object of another project's may name what ToolHive's operator makes.
bool uses_gateways(const yaml::Value& root);
/// Whether builds make something of an object that is of concern.
bool is_built(const yaml::Value& root);
/// What there is to say where only a build knows what is made of something.
std::string known_to_builds(const Unread& unread);

/// An object as one or more builds make it. Those that no build has are one build by themselves.
struct BuiltObject {
  Piece piece;
  std::vector<std::size_t> builds;
};

/// What a build has made for others to build, by where the deliveries stand.
struct Brought {
  std::string directory = {};  ///< that is built
  yaml::Mark by = {};          ///< the delivery that is built; not known: of a kustomization that nothing delivers
  std::vector<yaml::Mark> deliveries = {};  ///< or what they name, or installs charts
  bool concerns = false;                    ///< whether it has objects of concern
  /// What is wrong with it, of concern only if that is, or the deliveries are.
  std::list<Refused> refused = {};
  std::vector<RepeatedKey> repeated = {};
  std::vector<ObjectName> one_of_two = {};
};

/// Builds what a walk has found, tells what builds make of it that nobody would expect, and says which clusters have
/// it.
class Placement {
 public:
  Placement(std::vector<yaml::Document> documents, DeliveryFaults faults, const Kustomizations& kustomizations,
            const source::Sources& sources, const PlacementOptions& options, diag::Sink& sink)
      : documents_(std::move(documents)),
        kustomizations_(kustomizations),
        sources_(sources),
        options_(options),
        sink_(sink),
        reporter_(sink, diag::Stage::kParse),
        builder_(documents_, files_, kustomizations_, sources_, !options.namespace_is_given),
        faults_(std::move(faults)) {}

  std::vector<World> run();

 private:
  using Builds = std::vector<std::size_t>;  ///< of one cluster, ascending

  /// What clusters may have of what others have, too, in units of work.
  static constexpr std::size_t kMostCopied = 600'000;
  static constexpr std::size_t kEverywhere = static_cast<std::size_t>(-1);

  void index_files();
  Directories directories_of_tree() const;
  void build_deliveries();
  void build_kustomizations();
  std::string meant_glob(std::string_view glob, const Directories& directories) const;
  void judge_strays();
  void find_perhaps_bringing();
  void find_installing();
  void find_serving();
  void judge_variables(const Build& build, const std::string& file, const Variables& variables);
  void judge_deliveries();
  bool leads_to_bringing(const std::string& directory) const;
  std::set<std::string> branches_of(std::span<const std::size_t> loose) const;
  void add_loose();
  const Kustomization* kustomization_over(std::string_view file) const;
  bool lists_toolhive(const Kustomization& kustomization) const;
  void find_unlisted();
  void note_unlisted(const std::string& file, std::span<const std::size_t> documents, const Kustomization& over,
                     const std::vector<std::string>& lost);
  void set_apart(std::vector<std::size_t>& loose);
  void add_worlds_apart(std::vector<World>& worlds);
  /// `directory` is what is built, and `file` where that is stated.
  void add(Build build, std::string_view directory, const std::string& file, const Variables& variables);
  void note_names(const Piece& piece);
  bool is_delivered(const std::string& directory) const;
  void find_documents_of_concern();
  void find_concerns();
  void find_concerning_secrets();
  bool holds(const std::string& path, const std::function<bool(std::size_t document)>& is) const;
  bool holds_concern(const std::string& path) const;
  bool has_concern_beside(const std::string& directory) const;
  bool has_concern_among(const std::vector<std::size_t>& documents) const;
  void report_refused(const Build& build, bool is_of_concern);
  void add_entry(Piece piece, std::size_t build);
  void note_namespaces();
  void judge_namespaces();
  void note_variables();
  void note_unread();
  void note_left_out(const std::string& what);
  void note_hashes();
  void judge_secret_sources();
  void add_origin(const BuiltObject& entry, const Builds& cluster, Origins& origins) const;
  std::vector<std::size_t> homes(const std::vector<Builds>& clusters) const;
  void share_gateways(std::vector<Shared>& shared) const;
  std::vector<Shared> shared() const;
  std::shared_ptr<const cluster::BuildNotes> notes_of(const Builds& cluster,
                                                      const std::shared_ptr<const cluster::BuildNotes>& shared) const;
  void note_built();
  std::vector<World> worlds();

  std::string namespace_of(const yaml::Value& root) const {
    const std::string_view stated = yaml::text_at(root, {"metadata", "namespace"});
    return stated.empty() ? options_.default_namespace : std::string(stated);
  }
  const std::string& file_of(std::uint32_t source) const { return sources_.at(source).name; }

  std::vector<yaml::Document> documents_;
  const Kustomizations& kustomizations_;
  const source::Sources& sources_;
  const PlacementOptions& options_;
  diag::Sink& sink_;
  diag::DocumentReporter reporter_;
  Files files_;
  bool has_deliveries_ = false;  ///< or what they name, among the documents
  Builder builder_;
  std::vector<Site> sites_;  ///< of each build
  /// What only a build knows of what each makes, by namespaces; there is none for what no build has.
  std::vector<std::map<std::string, std::string, std::less<>>> unbuilt_;
  /// Those in which objects are wanting, for which a build has been refused.
  std::vector<std::set<std::string, std::less<>>> refused_namespaces_;
  std::vector<diag::Related> build_names_;  ///< what each is called; that of what no build has is not there
  std::size_t first_loose_ = 0;             ///< the first of what no build has
  std::size_t excluded_ = 0;                ///< documents of which nothing is made on purpose
  std::vector<BuiltObject> entries_;
  /// The sources of files that no build has, though one could, and the kustomization that stands nearest.
  std::map<std::uint32_t, const Kustomization*> unlisted_;
  std::vector<std::vector<yaml::Document>> apart_;  ///< what of them is judged by itself
  std::vector<Variables> secret_variables_;         ///< of deliveries that take some from Secrets
  std::set<std::string> stated_variables_;          ///< the names of all that anything states
  /// Their names where a delivery has only one that is nearly the same: where it is read, who delivers, and that one.
  std::set<std::tuple<std::string, diag::Place, std::string, std::string>> missed_variables_;
  std::vector<const Unread*> unread_;  ///< of what is done to objects of ToolHive's
  Substituted substituted_;
  std::unordered_multimap<std::size_t, std::size_t> entries_of_;         ///< by what they are, and how they look
  std::set<std::tuple<diag::Place, std::string, std::string>> refused_;  ///< what has been reported
  DeliveryFaults faults_;
  std::vector<Brought> brought_;  ///< by each build, of which parents come first
  std::vector<DeliveryQueue::Stray> strays_;
  std::vector<bool> concern_;               ///< by documents; none where nothing is built
  std::set<std::string> built_of_concern_;  ///< directories of which builds have objects of concern
  std::set<yaml::Mark> bringing_;           ///< the deliveries that bring objects of concern, or others that do
  cluster::BuildNotes notes_;
};

}  // namespace vmcp::gitops
