// SPDX-License-Identifier: Apache-2.0
/// Control of the daemon as JSON over HTTP on a Unix socket, with zrepl's paths and field names (`operations.md`
/// 6.1, 6.2).
@org.jspecify.annotations.NullMarked
package org.jzrepl.control.socket;
