#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "cli/run.h"

/// What the black-box suites share: files of testdata, and the program run in this process.
namespace vmcp::test {

/// The project's testdata folder.
std::filesystem::path testdata();

/// The folders directly below `parent`, sorted.
std::vector<std::filesystem::path> folders(const std::filesystem::path& parent);

/// Whether VMCP_CASE names the one case that is to run: then no suite is whole.
bool is_one_case();

/// The folder that VMCP_CASE names among `cases`, or all of them.
std::vector<std::filesystem::path> chosen(std::vector<std::filesystem::path> cases);

/// A file's bytes; empty when there is no such file.
std::string read_file(const std::filesystem::path& path);

/// A YAML file as JSON; an empty object when there is no such file.
nlohmann::json read_yaml(const std::filesystem::path& path);

/// All documents of a YAML file as JSON.
std::vector<nlohmann::json> read_all_yaml(const std::filesystem::path& path);

/// The options that the settings of a case of a corpus ask for, and its input as the last word; findings as JSON.
std::vector<std::string> arguments_for(const std::filesystem::path& folder);

/// The program with these arguments, on the real file system, away from any terminal. Standard input is `input`.
cli::Outcome run(const std::vector<std::string>& arguments, const std::string& input = {});

/// The program reading `input`, everything printed.
cli::Outcome run_on_stdin(const std::string& input);

}  // namespace vmcp::test
