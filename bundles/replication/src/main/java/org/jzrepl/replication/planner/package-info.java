// SPDX-License-Identifier: Apache-2.0
/// Decides what to send: pure functions over two histories.
@org.jspecify.annotations.NullMarked
package org.jzrepl.replication.planner;
