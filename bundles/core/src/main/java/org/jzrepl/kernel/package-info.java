// SPDX-License-Identifier: Apache-2.0
/// The kernel: finds suppliers, supervises jobs, fans out events and log entries, and is the daemon's command.
///
/// [SupplierTable] owns the suppliers and their leases; nothing else handles services that come and go.
/// [Supervisor] runs the jobs that [ConfigurationLoader] made of a file; [DaemonCommand] puts both together.
@org.jspecify.annotations.NullMarked
package org.jzrepl.kernel;
