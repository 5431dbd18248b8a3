// SPDX-License-Identifier: Apache-2.0
/// Transport `unix`: two daemons of one machine, for example of a host and a container, meet at a socket in the
/// file system. Clients are known by the user that the kernel vouches for.
@org.jspecify.annotations.NullMarked
package org.example.unix;
