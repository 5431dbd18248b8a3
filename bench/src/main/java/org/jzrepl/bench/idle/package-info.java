// SPDX-License-Identifier: Apache-2.0
/// What a push costs that finds nothing to do. [IdleCycle] starts the product's own [Daemon], whose `zfs`
/// prints a recorded [Listing]. Needs the JDK alone, so that `java IdleCycle.java` runs it beside a
/// distribution.
@org.jspecify.annotations.NullMarked
package org.jzrepl.bench.idle;
