#pragma once

#include "core/apply/refusals.h"

namespace vmcp::apply {

/// As ValidateLabels: every fault is reported at the mapping.
void check_labels(const Node& labels, Refusals& refusals);
/// As ValidateAnnotations: keys, and the size of all together.
void check_annotations(const Node& annotations, Refusals& refusals);
/// As ValidateLabelSelector.
void check_label_selector(const Node& selector, Refusals& refusals);
/// Whether an expression of a selector has an operator of sets, with values just where they belong (else reported).
bool check_set_operator(const Node& expression, Refusals& refusals);
/// As ValidateLabelName.
void check_label_key(const Node& key, Refusals& refusals);
/// Whether a valid selector selects the labels (as labels.Selector.Matches); an empty one selects everything.
bool selects(const Node& selector, const Node& labels);

}  // namespace vmcp::apply
