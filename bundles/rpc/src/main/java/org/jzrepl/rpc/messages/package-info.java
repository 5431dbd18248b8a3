// SPDX-License-Identifier: Apache-2.0
/// Between the messages of the wire and the values of the API. What a peer sends becomes a value here, or an
/// error.
@org.jspecify.annotations.NullMarked
package org.jzrepl.rpc.messages;
