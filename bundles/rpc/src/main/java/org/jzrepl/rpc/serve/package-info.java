// SPDX-License-Identifier: Apache-2.0
/// The serving side. A [Reception] takes the callers of a listener; each is identified and greeted on a thread of
/// its own, for which there are limited places. Then its connection belongs to the visit of a peer, which has one
/// side for all its connections.
@org.jspecify.annotations.NullMarked
package org.jzrepl.rpc.serve;
