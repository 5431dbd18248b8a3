// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.transport;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/// What the parts of the contract share.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
public interface TransportCases {
    /// A new link, which the case closes.
    Link open() throws Exception;
}
