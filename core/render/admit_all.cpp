#include "core/render/admit_all.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/admission/admit.h"
#include "core/admission/foreign_kind.h"
#include "core/admission/misplaced_kind.h"
#include "core/admission/reporter.h"
#include "core/gitops/bystanders.h"
#include "core/model/kinds.h"
#include "core/operator/dropped_fields.h"
#include "core/render/gateways.h"
#include "core/task/parallel.h"
#include "core/yaml/read.h"

namespace vmcp::render {
namespace {

using yaml::Document;

struct Bystander {
  Document document;
  std::size_t counts;  ///< 1 or 0
};

/// What is made of consecutive documents, apart from the others.
struct Part {
  admission::Effort effort = {};
  diag::Sink findings = {};
  Admitted admitted = {};
  std::vector<Bystander> bystanders = {};
};

void append(Admitted& all, Admitted more) {
  std::ranges::move(more.objects, std::back_inserter(all.objects));
  std::ranges::move(more.refused, std::back_inserter(all.refused));
  all.objects_refused += more.objects_refused;
  all.objects_read += more.objects_read;
  all.gateways_refused += more.gateways_refused;
  all.gateways_of_older += more.gateways_of_older;
  all.skipped += more.skipped;
}

class Admission {
 public:
  Admission(gitops::World world, const Admitting& with, const Options& options)
      : world_(std::move(world)),
        with_(with),
        options_(options),
        unconcerned_(world_.documents, with.walked, options.default_namespace, options.settings) {}

  Admitted run(admission::Effort& effort, diag::Sink& sink) {
    const std::optional<release::Set> set = with_.schemas.set();
    const std::size_t count = world_.documents.size();
    if (count == 0) return {};
    // What the rules of CRDs may take is bounded for all objects together, one after another.
    constexpr std::size_t kInPart = 256;
    // So many whatever the machine has: hints are looked for as far as those before have left some.
    constexpr std::size_t kAtOnce = 4;
    const std::size_t in_part = set ? kInPart : count;
    const std::size_t lanes = task::part_count(count, in_part);
    // Schemas are read while they are used: each thread has its own.
    std::vector<admission::Schemas> schemas;
    while (schemas.size() + 1 < lanes) schemas.push_back(admission::Schemas::builtin(*set));

    Admitted admitted;
    std::vector<Bystander> bystanders;
    for (std::size_t begin = 0; begin < count; begin += kAtOnce * in_part) {
      const admission::Effort before = effort.apart();
      std::vector<Part> parts(std::min(kAtOnce, (count - begin + in_part - 1) / in_part));
      for (Part& part : parts) {
        part.effort = before;
        part.findings = sink.apart();
      }
      task::for_each_part(lanes, [&](std::size_t lane) {
        for (std::size_t i = lane; i < parts.size(); i += lanes) {
          const std::size_t first = begin + i * in_part;
          admit_part(first, std::min(first + in_part, count), lane == 0 ? with_.schemas : schemas[lane - 1], parts[i]);
        }
      });
      for (Part& part : parts) {
        effort.settle(before, part.effort);
        sink.take(part.findings);
        append(admitted, std::move(part.admitted));
        std::ranges::move(part.bystanders, std::back_inserter(bystanders));
      }
    }
    admit_bystanders(std::move(bystanders), admitted);
    return admitted;
  }

 private:
  /// All of them but the bystanders.
  void admit_part(std::size_t first, std::size_t end, const admission::Schemas& schemas, Part& part) {
    const admission::Reporter reporter(part.findings, with_.sources, diag::Stage::kOperator);
    const op::DroppedFields dropped(schemas, schemas.set() ? schemas : with_.builtin, reporter);
    admission::Options admission_options{options_.default_namespace, &with_.misspelt, {}, &part.effort};
    for (std::size_t i = first; i < end; ++i) {
      Document& document = world_.documents[i];
      // What has neither is called no object, and counts as none.
      const bool is_object = document.root.find("apiVersion") != nullptr || document.root.find("kind") != nullptr;
      const std::size_t counts = is_object && world_.counts[i] ? 1 : 0;
      if (unconcerned_.has(document)) {
        part.bystanders.push_back({std::move(document), counts});
        continue;
      }
      const diag::Sink::Mark mark = part.findings.mark();
      admission::Object refused = admission::as_meant(admission::identify(document.root, admission_options));
      dropped.warn(refused, document.root);
      // What is printed for a gateway is what the operator makes of it that is reproduced.
      const bool is_printed = !options_.judge_only && refused.kind == model::kKind<model::VirtualMcpServerSpec>;
      admission_options.older = is_printed ? std::nullopt : options_.older;
      auto object =
          admission::admit(std::move(document), schemas, admission_options, with_.sources, part.findings, &refused);
      Admitted& admitted = part.admitted;
      if (object) {
        (admission::is_of_others(*object) ? admitted.skipped : admitted.objects_read) += counts;
        admitted.objects.push_back(*std::move(object));
      } else if (part.findings.has_errors_since(mark) || admission::is_in_no_place(refused)) {
        admitted.objects_read += counts;
        admitted.objects_refused += counts;
        if (is_wanted(refused, options_)) admitted.gateways_refused += counts;
        admitted.refused.push_back(std::move(refused));
      } else if (!refused.value.is_null()) {
        admitted.objects_read += counts;
        if (is_wanted(refused, options_)) admitted.gateways_of_older += counts;
        admitted.refused.push_back(std::move(refused));
      } else {
        admitted.skipped += counts;
      }
    }
  }

  void admit_bystanders(std::vector<Bystander> bystanders, Admitted& admitted) const {
    if (bystanders.empty()) return;
    const auto identity_of = [](const admission::Object& object) {
      return std::tuple(std::string(object.group()), object.kind, object.name_space, object.name);
    };
    std::set<std::tuple<std::string, std::string, std::string, std::string>> seen;
    for (const admission::Object& object : admitted.objects) seen.insert(identity_of(object));
    for (auto& [document, counts] : bystanders) {
      diag::Sink unheard;
      auto object =
          admission::admit(std::move(document), with_.schemas, {options_.default_namespace}, with_.sources, unheard);
      if (object && seen.insert(identity_of(*object)).second) {
        admitted.objects.push_back(*std::move(object));
        admitted.objects_read += counts;
      } else {
        admitted.skipped += counts;
      }
    }
  }

  gitops::World world_;
  const Admitting& with_;
  const Options& options_;
  gitops::Bystanders unconcerned_;
};

}  // namespace

Admitted admit_all(gitops::World world, const Admitting& with, const Options& options, admission::Effort& effort,
                   diag::Sink& sink) {
  return Admission(std::move(world), with, options).run(effort, sink);
}

}  // namespace vmcp::render
