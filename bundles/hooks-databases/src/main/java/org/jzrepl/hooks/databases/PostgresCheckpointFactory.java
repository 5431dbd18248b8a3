// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.util.Map;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.snapshot.Hook;
import org.jzrepl.api.snapshot.HookFactory;
import org.jzrepl.api.threads.Threads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Hook `postgres-checkpoint`.
@Component
@Supplies(kind = "hook", type = "postgres-checkpoint")
public final class PostgresCheckpointFactory implements HookFactory {
    private final Threads threads;
    private final Map<String, String> environment;

    @Activate
    public PostgresCheckpointFactory(@Reference Threads threads) {
        this(threads, System.getenv());
    }

    PostgresCheckpointFactory(Threads threads, Map<String, String> environment) {
        this.threads = threads;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Hook create(Section hook) throws ConfigException {
        var keys = DatabaseKeys.read(
                hook, new DsnParser<>(dsn -> PostgresDsn.parse(dsn, environment), PostgresDsn::withoutPassword));
        return new PostgresCheckpoint(keys.dsn(), new TimeLimit(keys.timeout(), threads));
    }
}
