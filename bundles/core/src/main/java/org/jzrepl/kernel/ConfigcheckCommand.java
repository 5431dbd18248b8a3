// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.function.ToIntFunction;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigurationReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The command `configcheck`: reads a configuration with all its suppliers, beside a running daemon if need be.
@Component(service = ToIntFunction.class, property = "jzrepl.command=configcheck")
public final class ConfigcheckCommand implements ToIntFunction<String[]> {
    private static final String USAGE = """
            usage: jzrepl configcheck [--config PATH]

            Checks the configuration and the installed suppliers it needs; says nothing if all is well. Exit status: 0 fine,
            1 wrong usage or configuration.""";

    private final SupplierTracker suppliers;
    private final ConfigurationReader reader;

    @Activate
    public ConfigcheckCommand(@Reference SupplierTracker suppliers, @Reference ConfigurationReader reader) {
        this.suppliers = suppliers;
        this.reader = reader;
    }

    @Override
    public int applyAsInt(String[] arguments) {
        if (CommandLine.asksForHelp(arguments)) {
            System.out.println(USAGE);
            return 0;
        }
        try {
            new ConfigurationLoader(reader, suppliers.table())
                    .load(CommandLine.parse(arguments).config());
            return 0;
        } catch (ConfigException e) {
            System.err.println("could not parse config:");
            System.err.println(e.getMessage());
            return 1;
        } catch (IllegalArgumentException e) {
            System.err.println("jzrepl configcheck: " + e.getMessage());
            System.err.println(USAGE);
            return 1;
        }
    }
}
