// SPDX-License-Identifier: Apache-2.0
/// The other side of a replication, as if it were here.
@org.jspecify.annotations.NullMarked
package org.jzrepl.rpc.remote;
