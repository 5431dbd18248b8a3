// SPDX-License-Identifier: Apache-2.0
/// Transports `ssh+stdinserver` and `stdinserver`: wires over OpenSSH.
///
/// Dialling starts `ssh` ([SshConnector], [SshChild]), whose forced command on the other host is `jzrepl
/// stdinserver` or zrepl's. That command reaches the daemon there by a socket whose name is the client's
/// identity, where [StdinserverListener] listens, and passes bytes on. Either side may be a Go zrepl: only
/// the bytes over ssh, which begin with [Banner]s, are common ground.
@org.jspecify.annotations.NullMarked
package org.jzrepl.transport.ssh;
