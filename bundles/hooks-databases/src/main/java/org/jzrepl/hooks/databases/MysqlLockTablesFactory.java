// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.snapshot.Hook;
import org.jzrepl.api.snapshot.HookFactory;
import org.jzrepl.api.threads.Threads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Hook `mysql-lock-tables`.
@Component
@Supplies(kind = "hook", type = "mysql-lock-tables")
public final class MysqlLockTablesFactory implements HookFactory {
    private final Threads threads;

    @Activate
    public MysqlLockTablesFactory(@Reference Threads threads) {
        this.threads = threads;
    }

    @Override
    public Hook create(Section hook) throws ConfigException {
        var keys = DatabaseKeys.read(hook, new DsnParser<>(MysqlDsn::parse, MysqlDsn::withoutPassword));
        return new MysqlLockTables(keys.dsn(), new TimeLimit(keys.timeout(), threads));
    }
}
