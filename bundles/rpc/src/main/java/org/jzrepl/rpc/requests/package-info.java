// SPDX-License-Identifier: Apache-2.0
/// What is asked over data connections, one request on each: `/v1/ping`, `/v1/send`, `/v1/recv`
/// (`wire-protocol.md` 4.5).
@org.jspecify.annotations.NullMarked
package org.jzrepl.rpc.requests;
