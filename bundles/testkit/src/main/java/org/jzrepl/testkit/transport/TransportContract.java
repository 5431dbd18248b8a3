// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.transport;

/// Everything a transport must do.
public interface TransportContract
        extends HalfCloseContract, BulkContract, DeadlineContract, CancelContract, CallersContract {}
