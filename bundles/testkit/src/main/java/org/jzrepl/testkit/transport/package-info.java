// SPDX-License-Identifier: Apache-2.0
/// The contract of `api.transport`: what the wires, listeners and connectors of all transports have in common.
@org.jspecify.annotations.NullMarked
package org.jzrepl.testkit.transport;
