// SPDX-License-Identifier: Apache-2.0
/// Hooks that bring databases to rest for a snapshot: `postgres-checkpoint` and `mysql-lock-tables`
/// (`configuration.md` 6.3, 6.4).
@org.jspecify.annotations.NullMarked
package org.jzrepl.hooks.databases;
