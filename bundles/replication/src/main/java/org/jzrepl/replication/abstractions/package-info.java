// SPDX-License-Identifier: Apache-2.0
/// Commands that look at, and clear up, what jobs have left on datasets; no daemon is needed.
@org.jspecify.annotations.NullMarked
package org.jzrepl.replication.abstractions;
