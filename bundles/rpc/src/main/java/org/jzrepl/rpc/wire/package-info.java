// SPDX-License-Identifier: Apache-2.0
/// What all layers need of a wire: exact reads, time, threads that are ended together.
@org.jspecify.annotations.NullMarked
package org.jzrepl.rpc.wire;
