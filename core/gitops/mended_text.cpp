#include "core/gitops/mended_text.h"

#include <utility>

namespace vmcp::gitops {

void mend_text(yaml::Value& text, std::string path, std::string message, std::string_view meant,
               std::vector<FieldFault>& faults) {
  const yaml::Mark mark = text.mark();
  faults.push_back({std::move(path), mark, std::move(message), std::string(meant)});
  if (meant.empty()) return;
  text = yaml::Value(meant);
  text.set_mark(mark);
}

}  // namespace vmcp::gitops
