// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.IOException;
import java.util.Map;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.control.Configurations;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.threads.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What SIGHUP does: the launcher, which hears of it, runs the service with these properties. Nobody waits for
/// the answer, so it goes to the log.
record Hangup(Configurations configurations, Threads threads) implements Runnable {
    static final Map<String, String> PROPERTIES = Map.of("jzrepl.signal", "HUP");

    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

    @Override
    public void run() {
        threads.start("reload", this::reload);
    }

    private void reload() throws InterruptedException {
        try {
            configurations.reload();
        } catch (ConfigException e) {
            e.problems()
                    .forEach(problem -> LOG.atError()
                            .addKeyValue("problem", problem)
                            .log("configuration is refused, nothing changed"));
        } catch (IOException e) {
            LOG.atError().addKeyValue("err", Reason.of(e)).log("configuration is refused, nothing changed");
        }
    }
}
