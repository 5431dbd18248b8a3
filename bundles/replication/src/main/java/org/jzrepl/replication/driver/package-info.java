// SPDX-License-Identifier: Apache-2.0
/// Carries plans out: attempts, filesystems side by side, steps one after another, and the pictures of it.
@org.jspecify.annotations.NullMarked
package org.jzrepl.replication.driver;
