#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace vmcp::cel {

enum class TypeKind : std::uint8_t {
  kDyn,
  kError,
  kNull,
  kBool,
  kInt,
  kUint,
  kDouble,
  kString,
  kBytes,
  kDuration,
  kTimestamp,
  kList,
  kMap,
  kType,
  kParameter,  ///< a type variable
};

/// A static type. Types are never copied and outlive what refers to them: the simple ones are constants, the others
/// live in Types.
struct Type {
  TypeKind kind = TypeKind::kDyn;
  const Type* first = nullptr;   ///< of a list its items, of a map its keys, of a type what it is the type of
  const Type* second = nullptr;  ///< of a map its values
  std::size_t variable = 0;      ///< of a parameter
};

/// The constant for a kind that needs nothing besides.
const Type* simple_type(TypeKind kind);

/// `list(map(string, dyn))`
std::string to_string(const Type& type);

/// The types of one check and the bindings of their variables, with the rules by which cel-go's checker unifies them.
class Types {
 public:
  const Type* list_of(const Type* item) { return make(TypeKind::kList, item, nullptr); }
  const Type* map_of(const Type* key, const Type* value) { return make(TypeKind::kMap, key, value); }
  const Type* type_of(const Type* type) { return make(TypeKind::kType, type, nullptr); }
  const Type* fresh_variable();

  /// Whether `from` may stand for `to`; binds variables when it may and leaves them alone when not.
  bool assign(const Type* from, const Type* to);
  bool assign_all(const std::vector<const Type*>& from, const std::vector<const Type*>& to);

  /// The type with its bound variables replaced.
  const Type* resolve(const Type* type);

  /// The more general of two types that unify.
  const Type* most_general(const Type* a, const Type* b);

  bool identical(const Type* a, const Type* b);

  /// Types can grow exponentially with the expression; past a limit on work nothing is assignable and this is true.
  bool exhausted() const { return work_ > kMaxWork; }

 private:
  static constexpr std::size_t kMaxWork = 2'000'000;

  struct Change {
    std::size_t variable;
    const Type* before;
  };
  struct Substitution {
    bool valid = false;
    bool bound = false;
  };

  const Type* make(TypeKind kind, const Type* first, const Type* second);
  const Type* binding(const Type* type) const {
    return type->kind == TypeKind::kParameter ? bindings_[type->variable] : nullptr;
  }
  void bind(const Type* variable, const Type* type);
  void undo(std::size_t changes);
  bool unify(const Type* from, const Type* to);
  Substitution substitute(const Type* type, const Type* variable);
  bool occurs(const Type* type, const Type* within);
  bool is_equal_or_less_specific(const Type* a, const Type* b);

  std::deque<Type> made_;
  std::vector<const Type*> bindings_;  // by variable; null when unbound
  std::vector<Change> changes_;
  std::size_t work_ = 0;
};

}  // namespace vmcp::cel
