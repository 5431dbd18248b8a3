// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.control;

/// All that an operator may do to a running daemon.
public record Operations(DaemonControl daemon, Configurations configurations) {}
