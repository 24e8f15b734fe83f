#include "core/start/listening.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/diag/quoted.h"
#include "core/operator/names.h"
#include "core/start/container.h"

namespace vmcp::start {
namespace {

using diag::FieldPath;
using diag::quoted;
using yaml::Value;

/// What vmcp does when it is told nothing.
constexpr std::string_view kDefaultHost = "127.0.0.1";
constexpr std::int64_t kDefaultPort = op::kGatewayPort;

constexpr std::array<std::string_view, 3> kProbes = {"livenessProbe", "readinessProbe", "startupProbe"};
constexpr std::array<std::string_view, 3> kHandlers = {"httpGet", "tcpSocket", "grpc"};

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t result = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return result;
}

bool is_loopback(std::string_view host) { return host == "localhost" || host == "::1" || host.starts_with("127."); }

class Listening {
 public:
  Listening(const Pod& pod, std::int64_t port) : pod_(pod), port_(port) {}

  /// Why what looks at `target`, a number or the name of a container's port, does not find vmcp.
  std::optional<std::string> fault_at(const Value& target) const {
    if (target.kind() == Value::Kind::kInt) return fault_at(target.as_int(), std::to_string(target.as_int()));
    if (!target.is_string()) return std::nullopt;
    const std::string& name = target.as_string();
    if (const auto given = number(name)) return fault_at(*given, name);
    for (const Value& port : items_of(pod_.container(), "ports")) {
      if (port.string_at("name") != name) continue;
      const Value* given = port.find("containerPort");
      if (given == nullptr || given->kind() != Value::Kind::kInt) return std::nullopt;
      return fault_at(given->as_int(), quoted(name) + ", which is " + std::to_string(given->as_int()));
    }
    return "at port " + quoted(name) + ", which the container does not name";
  }

 private:
  std::optional<std::string> fault_at(std::int64_t port, const std::string& text) const {
    if (port == port_) return std::nullopt;
    return "at port " + text + ", but vmcp listens on " + std::to_string(port_);
  }

  const Pod& pod_;
  std::int64_t port_;
};

}  // namespace

std::vector<ListeningFault> listening_faults(const Pod& pod, const Value& service) {
  std::vector<ListeningFault> faults;
  const std::optional<std::string> host = pod.flag("--host", kDefaultHost);
  const std::optional<std::string> port_flag = pod.flag("--port", std::to_string(kDefaultPort));
  const auto port = port_flag ? number(*port_flag) : std::nullopt;
  const FieldPath arguments = pod.container_path() / "args";
  if (host && is_loopback(*host)) {
    faults.push_back({arguments, "vmcp listens on " + quoted(*host) +
                                     " only, where neither the Service nor a probe reaches it; expected an argument "
                                     "\"--host=0.0.0.0\""});
  }
  if (!port) return faults;

  const Listening listening(pod, *port);
  for (const Value& entry : items_of(service.find("spec"), "ports")) {
    const Value* target = entry.find("targetPort");
    if (target == nullptr) continue;
    if (auto fault = listening.fault_at(*target)) faults.push_back({arguments, "the Service looks " + *fault});
  }
  for (const std::string_view name : kProbes) {
    const Value* probe = pod.container()->find(name);
    if (probe == nullptr) continue;
    for (const std::string_view handler : kHandlers) {
      const Value* action = probe->find(handler);
      const Value* target = action == nullptr ? nullptr : action->find("port");
      // With a host of its own it asks something else.
      if (target == nullptr || !action->string_at("host").empty()) continue;
      if (auto fault = listening.fault_at(*target)) {
        faults.push_back(
            {pod.container_path() / name / handler / "port", "the " + std::string(name) + " looks " + *fault});
      }
    }
  }
  return faults;
}

}  // namespace vmcp::start
