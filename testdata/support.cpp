#include "testdata/support.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "core/diag/sink.h"
#include "core/emit/emit.h"
#include "core/source/sources.h"
#include "core/yaml/read.h"

namespace vmcp::test {

namespace fs = std::filesystem;

fs::path testdata() { return fs::path(VMCP_SOURCE_DIR) / "testdata"; }

std::vector<fs::path> folders(const fs::path& parent) {
  std::vector<fs::path> result;
  for (const fs::directory_entry& entry : fs::directory_iterator(parent)) {
    if (entry.is_directory()) result.push_back(entry.path());
  }
  std::ranges::sort(result);
  return result;
}

bool is_one_case() { return std::getenv("VMCP_CASE") != nullptr; }

std::vector<fs::path> chosen(std::vector<fs::path> cases) {
  if (is_one_case()) {
    const std::string name = std::getenv("VMCP_CASE");
    std::erase_if(cases, [&](const fs::path& folder) { return folder.filename() != name; });
  }
  return cases;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

nlohmann::json read_yaml(const fs::path& path) {
  std::vector<nlohmann::json> documents = read_all_yaml(path);
  return documents.empty() ? nlohmann::json::object() : std::move(documents.front());
}

std::vector<nlohmann::json> read_all_yaml(const fs::path& path) {
  source::Sources sources;
  diag::Sink sink;
  std::vector<nlohmann::json> result;
  for (const yaml::Document& document : yaml::read(sources, sources.add(path.string(), read_file(path)), sink)) {
    result.push_back(nlohmann::json::parse(emit::json(document.root)));
  }
  return result;
}

namespace {

/// The machine's files, with a standard input of the test's.
class FilesWithInput final : public source::FileSystem {
 public:
  explicit FilesWithInput(std::string input) : input_(std::move(input)) {}

  Kind kind(const std::string& path) const override { return real_.kind(path); }
  std::string identity(const std::string& path) const override { return real_.identity(path); }
  Result read(const std::string& path) const override { return real_.read(path); }
  Result read_stdin() const override { return {input_, ""}; }
  std::optional<std::vector<std::string>> list(const std::string& path) const override { return real_.list(path); }

 private:
  source::RealFileSystem real_;
  std::string input_;
};

}  // namespace

std::vector<std::string> arguments_for(const std::filesystem::path& folder) {
  std::vector<std::string> arguments = {"--diagnostics", "json"};
  const nlohmann::json settings = read_yaml(folder / "settings.yaml");
  if (settings.value("missing", "") != "assume") arguments.emplace_back("--strict");
  if (settings.contains("platform")) {
    arguments.insert(arguments.end(), {"--platform", settings["platform"].get<std::string>()});
  }
  const nlohmann::json environment = settings.value("env", nlohmann::json::object());
  for (const auto& [name, value] : environment.items()) {
    arguments.insert(arguments.end(), {"--operator-env", name + "=" + value.get<std::string>()});
  }
  std::string secrets;
  const nlohmann::json names = settings.value("imagePullSecrets", nlohmann::json::array());
  for (const nlohmann::json& name : names) {
    secrets += name.get<std::string>() + ",";
  }
  if (!secrets.empty()) {
    arguments.insert(arguments.end(), {"--operator-env", "TOOLHIVE_DEFAULT_IMAGE_PULL_SECRETS=" + secrets});
  }
  arguments.push_back((folder / "input.yaml").string());
  return arguments;
}

cli::Outcome run(const std::vector<std::string>& arguments, const std::string& input) {
  return cli::run("vmcp-render", arguments, FilesWithInput(input), {});
}

cli::Outcome run_on_stdin(const std::string& input) { return run({"--emit", "all", "-"}, input); }

}  // namespace vmcp::test
