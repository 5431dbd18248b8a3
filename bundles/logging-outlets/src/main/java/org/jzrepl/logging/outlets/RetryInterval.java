// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.time.Duration;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.config.Section;

/// Reads `retry_interval`, which all outlets have that can be gone for a while.
final class RetryInterval {
    private static final Duration USUAL = Duration.ofSeconds(10);

    private RetryInterval() {}

    static Duration read(Section outlet) throws ConfigException {
        return outlet.optional("retry_interval", GoDuration::positive, USUAL);
    }
}
