#include "core/apply/volumes.h"

#include "core/apply/formats.h"

namespace vmcp::apply {

Volumes check_volumes(const Node& volumes, Refusals& refusals) {
  Volumes valid;
  for_each_item(volumes, [&](const Node& volume) {
    const std::size_t before = refusals.count();
    check_volume_source(volume, refusals);
    const Node name = volume["name"];
    if (name.text().empty()) {
      refusals.required(name);
    } else {
      check_dns_label(name, refusals);
    }
    if (valid.contains(name.text())) refusals.duplicate(name, name.text());
    if (refusals.count() == before) valid.emplace(name.text(), volume.value());
  });
  return valid;
}

void check_key_items(const Node& source, Refusals& refusals) {
  const Node items = source["items"];
  for_each_item(items, [&](const Node& item) {
    refusals.required_text(item["key"]);
    const Node path = item["path"];
    refusals.required_text(path);
    check_local_path(path, refusals);
    check_file_mode(item["mode"], refusals);
  });
}

}  // namespace vmcp::apply
