#include "core/apply/handlers.h"

#include <array>
#include <string>
#include <string_view>

#include "core/apply/formats.h"

namespace vmcp::apply {
namespace {

constexpr std::array<std::string_view, 2> kSchemes = {"HTTP", "HTTPS"};
constexpr std::array<std::string_view, 5> kCounts = {"initialDelaySeconds", "timeoutSeconds", "periodSeconds",
                                                     "successThreshold", "failureThreshold"};

void check_exec(const Node& exec, Refusals& refusals) {
  const Node command = exec["command"];
  if (command.empty()) refusals.required(command);
}

void check_http(const Node& http, Refusals& refusals) {
  check_port(http["port"], refusals);
  const Node scheme = http["scheme"];
  if (!scheme.text().empty()) check_optional_word(scheme, kSchemes, refusals);
  const Node headers = http["httpHeaders"];
  for_each_item(headers, [&](const Node& header) {
    const std::string_view name = header["name"].text();
    refusals.invalid_text(headers, name, header_name_fault(name));
  });
}

void check_socket(const Node& socket, Refusals& refusals) { check_port(socket["port"], refusals); }

struct HandlerType {
  std::string_view field;
  void (*check)(const Node&, Refusals&);  ///< null pointer where the caller judges
};

/// In the order in which the API server looks; the first one counts.
constexpr std::array<HandlerType, 5> kHandlerTypes = {{{"exec", check_exec},
                                                       {"httpGet", check_http},
                                                       {"tcpSocket", check_socket},
                                                       {"grpc", check_socket},
                                                       {"sleep", nullptr}}};

// as validateHandler
void check_handler(const Node& handler, std::int64_t grace_period, Refusals& refusals) {
  const HandlerType* first = nullptr;
  for (const HandlerType& type : kHandlerTypes) {
    const Node action = handler[type.field];
    if (!action.exists()) continue;
    if (first != nullptr) {
      refusals.forbidden(action, "must not stand beside " + std::string(first->field));
      refusals.beside(handler[first->field]);
      continue;
    }
    first = &type;
    if (type.check != nullptr) {
      type.check(action, refusals);
    } else if (const std::int64_t seconds = action["seconds"].integer(); seconds < 0 || seconds > grace_period) {
      refusals.invalid(action, std::to_string(seconds) + " must be between 0 and terminationGracePeriodSeconds, " +
                                   std::to_string(grace_period));
    }
  }
  if (first == nullptr) refusals.required(handler, "must have a handler");
}

// as validateProbe
void check_probe(const Node& probe, bool readiness, Refusals& refusals) {
  if (!probe.exists()) return;
  check_handler(probe, 0, refusals);
  for (const std::string_view field : kCounts) check_not_negative(probe[field], refusals);
  const Node grace_period = probe["terminationGracePeriodSeconds"];
  if (grace_period.exists() && grace_period.integer() <= 0) {
    refusals.invalid(grace_period, std::to_string(grace_period.integer()) + " must be above 0");
  }
  if (readiness) {
    if (grace_period.exists()) refusals.invalid(grace_period, "must not be set for a readiness probe");
    return;
  }
  const Node threshold = probe["successThreshold"];
  const std::int64_t successes = threshold.integer();
  // 0 is what the server makes 1 of.
  if (successes != 0 && successes != 1) refusals.invalid(threshold, std::to_string(successes) + " must be 1");
}

}  // namespace

void check_probes(const Node& container, Refusals& refusals) {
  check_probe(container["livenessProbe"], false, refusals);
  check_probe(container["readinessProbe"], true, refusals);
  check_probe(container["startupProbe"], false, refusals);
}

void check_lifecycle(const Node& container, std::int64_t grace_period, Refusals& refusals) {
  const Node lifecycle = container["lifecycle"];
  for (const std::string_view field : {"postStart", "preStop"}) {
    const Node handler = lifecycle[field];
    if (handler.exists()) check_handler(handler, grace_period, refusals);
  }
}

bool is_kept(const Node& handler) {
  const bool only_signal =
      handler["stopSignal"].exists() && !handler["postStart"].exists() && !handler["preStop"].exists();
  return handler.exists() && !only_signal;
}

void forbid_handlers(const Node& container, Refusals& refusals) {
  for (const std::string_view field : {"lifecycle", "livenessProbe", "readinessProbe", "startupProbe"}) {
    const Node handler = container[field];
    if (is_kept(handler)) refusals.forbidden(handler, "must not be set without restartPolicy Always");
  }
}

}  // namespace vmcp::apply
