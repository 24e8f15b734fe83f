#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

/// Faults injected into the whole program, as SQLite's tests do it: the n-th allocation, or the n-th call of the
/// system, fails, for every n.
namespace vmcp::faults {

/// One way of calling the program, in a folder of its own.
struct Scenario {
  std::string name;
  std::vector<std::string> arguments;
  std::string input;                          ///< standard input
  std::map<std::string, std::string> folder;  ///< the files that are there
};

/// What a run was like.
struct Ended {
  int exit_code = -1;  ///< the negative number of the signal that ended it
  /// main() returned, rather than ending the process; what follows up to `descriptors` is known then only.
  bool returned = false;
  long calls = 0;       ///< how many calls that may fail were counted
  bool failed = false;  ///< one of them did
  bool muted = false;   ///< that was the one that writes to standard error
  long kept = 0;        ///< allocations that a second run, without faults, has not given back either
  int descriptors = 0;  ///< how many are open at the end
  /// Where the first allocation failed, from the inside; null pointers where there is nothing to say.
  std::array<void*, 64> stack = {};
  std::string out;
  std::string err;
  std::map<std::string, std::string> folder;
};

/// What fails. The calls are counted from arm() on, in the process that calls it.
class Injector {
 public:
  virtual ~Injector() = default;
  virtual void arm() const = 0;
  /// Fills in calls, failed, muted and stack. Allocates nothing.
  virtual void disarm(Ended& ended) const = 0;
};

/// Allocations: the n-th (from 1; 0: none) fails, or all from it on.
class Allocations final : public Injector {
 public:
  explicit Allocations(long n, bool and_all_later = false) : n_(n), and_all_later_(and_all_later) {}
  void arm() const override;
  void disarm(Ended& ended) const override;
  /// How many of this process have not been given back.
  static long kept();

 private:
  long n_;
  bool and_all_later_;
};

/// The calls by which files are found, read and written: the n-th (from 1; 0: none) fails.
class SystemCalls final : public Injector {
 public:
  explicit SystemCalls(long n) : n_(n) {}
  /// None fails, but each moves a few bytes only, and every other one is interrupted first.
  static SystemCalls moving_little() { return SystemCalls(kMovingLittle); }
  void arm() const override;
  void disarm(Ended& ended) const override;

 private:
  static constexpr long kMovingLittle = -1;
  long n_;
};

/// A check of a folder, a render and a run as a function, all good, two of them with a report.
std::vector<Scenario> scenarios();

/// Runs the program in a process of its own, with the calls of `injector` failing.
Ended run(const Scenario& scenario, const Injector& injector);

/// Checks that a run under a fault did all that it does without one (`good`), or nothing: no manifests, one line of
/// message, and every file as it was, apart from a whole report.
void check(const Scenario& scenario, const Ended& good, const Ended& ended);

}  // namespace vmcp::faults
