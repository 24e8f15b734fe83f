#include "core/compare/read_theirs.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "core/admission/admit.h"
#include "core/admission/reporter.h"
#include "core/diag/document_reporter.h"
#include "core/diag/quoted.h"
#include "core/yaml/location.h"
#include "core/yaml/read.h"

namespace vmcp::compare {
namespace {

using yaml::Document;

class Reader {
 public:
  Reader(const source::Sources& sources, std::string_view default_namespace, diag::Sink& sink)
      : sources_(sources), options_{std::string(default_namespace)}, sink_(sink) {}

  void read(std::uint32_t source, bool named) {
    const diag::Sink::Mark mark = sink_.mark();
    bool any_object = false;
    const yaml::Roots roots = named ? yaml::Roots::kMappings : yaml::Roots::kAny;
    for (Document& document : yaml::read(sources_, source, sink_, {.roots = roots})) {
      if (!admission::is_object(document.root)) continue;
      any_object = true;
      take(std::move(document));
    }
    if (named && !any_object && !sink_.has_errors_since(mark) && !is_empty_list(source)) {
      diag::DocumentReporter(sink_, diag::Stage::kParse)
          .error("missing-kind", {sources_.at(source).name}, "no Kubernetes object here");
    }
  }

  std::vector<Named> objects() && { return std::move(objects_); }

 private:
  using Identity = std::tuple<std::string, std::string, std::string, std::string>;

  /// Whether a text without objects is a list, as which a cluster that has none is dumped.
  bool is_empty_list(std::uint32_t source) const {
    diag::Sink unheard;
    const std::vector<Document> documents = yaml::read(sources_, source, unheard, {.lists = yaml::Lists::kKept});
    return std::ranges::any_of(documents, admission::is_object, &Document::root);
  }

  void take(Document document) {
    const admission::Object identity = admission::identify(document.root, options_);
    if (identity.kind == "Secret") return;
    const Identity key(identity.group(), identity.kind, identity.name_space, identity.name);
    const auto [place, is_new] = places_.emplace(key, objects_.size());
    if (is_new) {
      objects_.push_back({std::move(document.root), sources_.at(document.source).name});
    } else if (!(objects_[place->second].object == document.root)) {
      diag::DocumentReporter(sink_, diag::Stage::kOperator)
          .report(diag::Severity::kError, "duplicate-object", place_of_name(document.root),
                  diag::Message(identity.kind + ' ' + diag::quoted(identity.name) + " is given twice, and not the same")
                      .because({place_of_name(objects_[place->second].object), "first given here"}),
                  "metadata.name", identity.id());
    }
  }

  diag::Place place_of_name(const yaml::Value& object) const {
    return yaml::place_of(sources_, yaml::find_location(object, "metadata.name").mark);
  }

  const source::Sources& sources_;
  admission::Options options_;
  diag::Sink& sink_;
  std::vector<Named> objects_;
  std::map<Identity, std::size_t> places_;
};

}  // namespace

std::vector<Named> read_theirs(const source::FileSystem& files, source::Sources& sources, source::Inputs& inputs,
                               std::string_view default_namespace, diag::Sink& sink) {
  Reader reader(sources, default_namespace, sink);
  for (const source::Input& input : inputs.all) {
    std::optional<std::uint32_t> source = input.source;
    if (!source && !input.in_chart) {
      if (auto text = source::read_found(files, input.path, inputs.files, sink)) {
        source = sources.add(input.path, *std::move(text));
      }
    }
    if (source) reader.read(*source, input.named());
  }
  return std::move(reader).objects();
}

}  // namespace vmcp::compare
