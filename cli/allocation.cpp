#include <array>
#include <cstddef>
#include <cstdlib>
#include <malloc.h>
#include <new>
#include <utility>

/// How the program that is shipped allocates objects: malloc() behind lists, by thread and size, of what has been given
/// back.
///
/// Trees of values come and go by the thousand. Of a size malloc() keeps seven blocks at hand, and joins the others
/// with their neighbours: that was an eighth of a render's time, and a fifth of an upgrade's. What is kept here stays a
/// block of malloc()'s, so that it does not matter who gives it back.
namespace {

constexpr std::size_t kStep = 16;         ///< sizes of blocks go by it
constexpr std::size_t kHeader = 8;        ///< of a block
constexpr std::size_t kClasses = 34;      ///< blocks of up to 528 bytes
constexpr std::size_t kMostKept = 65536;  ///< bytes, of each size

struct Block {
  Block* next;
};

struct Kept {
  std::array<Block*, kClasses> blocks{};
  std::array<std::size_t, kClasses> left{};  ///< how many more may be kept
  bool open = false;
  bool closed = false;
};
constinit thread_local Kept kept;

/// The heap of a thread grows and shrinks by 128 kB, a call of the system each time, for which all others wait; a text
/// as large gets pages of its own, which are asked for and cleared each time. What is taken in advance costs addresses,
/// no memory.
[[maybe_unused]] const bool kTuned = mallopt(M_TOP_PAD, 1 << 20) == 1 && mallopt(M_TRIM_THRESHOLD, 64 << 20) == 1 &&
                                     mallopt(M_MMAP_THRESHOLD, 4 << 20) == 1;

/// Gives back what a thread keeps that ends.
struct Closer {
  ~Closer() {
    kept.closed = true;
    kept.left = {};
    for (Block*& first : kept.blocks) {
      while (first != nullptr) std::free(std::exchange(first, first->next));
    }
  }
};

void open() {
  if (kept.open || kept.closed) return;
  kept.open = true;
  thread_local Closer closer;
  static_cast<void>(&closer);
  for (std::size_t size = 1; size < kClasses; ++size) kept.left[size] = kMostKept / (size * kStep);
}

void* allocate(std::size_t size) {
  while (true) {
    if (void* block = std::malloc(size)) return block;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

/// By the least block of malloc()'s that holds so much.
std::size_t class_of(std::size_t size) { return (size + kHeader + kStep - 1) / kStep; }

void keep(void* block, std::size_t of) {
  if (of >= kClasses) return std::free(block);
  if (kept.left[of] == 0) [[unlikely]] {
    open();
    if (kept.left[of] == 0) return std::free(block);
  }
  --kept.left[of];
  kept.blocks[of] = new (block) Block{kept.blocks[of]};
}

}  // namespace

void* operator new(std::size_t size) {
  const std::size_t of = class_of(size);
  if (of >= kClasses) [[unlikely]]
    return allocate(size);
  if (Block* first = kept.blocks[of]) [[likely]] {
    kept.blocks[of] = first->next;
    ++kept.left[of];
    return first;
  }
  return allocate(of * kStep - kHeader);
}

void operator delete(void* block) noexcept {
  if (block != nullptr) keep(block, (malloc_usable_size(block) + kHeader) / kStep);
}

void operator delete(void* block, std::size_t size) noexcept {
  if (block != nullptr) keep(block, class_of(size));
}
