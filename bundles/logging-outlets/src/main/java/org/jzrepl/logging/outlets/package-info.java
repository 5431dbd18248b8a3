// SPDX-License-Identifier: Apache-2.0
/// Log formats `human`, `logfmt` and `json`, and the outlet `stdout` (`configuration.md` section 8).
@org.jspecify.annotations.NullMarked
package org.jzrepl.logging.outlets;
