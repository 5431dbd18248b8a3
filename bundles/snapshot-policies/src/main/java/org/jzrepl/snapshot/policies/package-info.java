// SPDX-License-Identifier: Apache-2.0
/// The snapshot policies of zrepl: `periodic`, `cron` and `manual` (`configuration.md` section 5).
@org.jspecify.annotations.NullMarked
package org.jzrepl.snapshot.policies;
