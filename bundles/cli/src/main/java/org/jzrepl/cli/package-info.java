// SPDX-License-Identifier: Apache-2.0
/// The command `jzrepl`: a plain program that speaks to the daemon's control socket.
@org.jspecify.annotations.NullMarked
package org.jzrepl.cli;
