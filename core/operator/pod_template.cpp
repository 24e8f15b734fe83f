#include "core/operator/pod_template.h"

#include <string_view>
#include <utility>

#include "core/kube/pod_shape.h"
#include "core/kube/shape.h"
#include "core/kube/strategic_merge.h"
#include "core/model/path_of.h"

namespace vmcp::op {
namespace {

using diag::FieldPath;
using model::path_of;
using yaml::Value;

const FieldPath kPath = path_of<&model::VirtualMcpServerSpec::pod_template_spec>();

class TemplateErrors final : public model::DecodeErrors {
 public:
  explicit TemplateErrors(const Context& context) : context_(context) {}

  void mismatch(std::string_view path, std::string_view seen, std::string_view expected) override {
    context_.error(
        "invalid-pod-template", FieldPath(std::string(path)),
        "Kubernetes cannot read this value: found " + std::string(seen) + ", expected " + std::string(expected));
  }

 private:
  const Context& context_;
};

const kube::Shape& template_shape() { return kube::shape("PodTemplateSpec"); }

}  // namespace

void validate_pod_template(const Context& context) {
  if (!context.spec().pod_template_spec) return;
  TemplateErrors errors(context);
  kube::round_trip(*context.spec().pod_template_spec, template_shape(), kPath, errors);
}

Value apply_pod_template(const Context& context, Value pod_template) {
  const auto& patch = context.spec().pod_template_spec;
  if (!patch) return pod_template;
  kube::MergeFault fault;
  const auto merged = kube::strategic_merge(std::move(pod_template), *patch, template_shape(), fault);
  if (!merged) {
    const std::string path = fault.path.str().empty() ? kPath.str() : kPath.str() + '.' + fault.path.str();
    context.error("invalid-pod-template", FieldPath(path), std::move(fault.message));
    return {};
  }
  TemplateErrors errors(context);
  return kube::round_trip(*merged, template_shape(), kPath, errors);
}

}  // namespace vmcp::op
