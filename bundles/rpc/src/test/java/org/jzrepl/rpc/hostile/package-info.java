// SPDX-License-Identifier: Apache-2.0
/// Conversations of clients, spoilt in every way, against the serving side.
@org.jspecify.annotations.NullMarked
package org.jzrepl.rpc.hostile;
