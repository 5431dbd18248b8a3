// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import org.jzrepl.api.endpoint.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes a side that is done with: a failure of that takes nothing from what was done.
record Closing(Endpoint side) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    @Override
    public void close() {
        try {
            side.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("cannot close a side that is done with");
        }
    }
}
