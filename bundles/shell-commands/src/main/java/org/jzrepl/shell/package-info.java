// SPDX-License-Identifier: Apache-2.0
/// The Felix shell: Gogo and JLine over a connection of the control socket, and the product's own commands in it.
@org.jspecify.annotations.NullMarked
package org.jzrepl.shell;
