// SPDX-License-Identifier: Apache-2.0
/// The keep rules of zrepl: `grid`, `last_n`, `regex` and `not_replicated` (`configuration.md` 7.3).
@org.jspecify.annotations.NullMarked
package org.jzrepl.pruning;
