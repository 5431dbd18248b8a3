// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import java.io.IOException;
import java.util.ArrayList;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigurationWriter;
import org.jzrepl.api.config.ConfigurationWriter.Form;
import org.jzrepl.api.control.Configurations;
import org.jzrepl.api.control.Configurations.Change;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// The configuration that the daemon runs with, and another in its place.
@Component(
        service = ConfigCommands.class,
        property = {"osgi.command.scope=jzrepl", "osgi.command.function=config", "osgi.command.function=reload"})
public final class ConfigCommands {
    private final ConfigurationWriter writer;
    private final Late<Configurations> configurations = new Late<>("a running daemon");

    @Activate
    public ConfigCommands(@Reference ConfigurationWriter writer) {
        this.writer = writer;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void add(Configurations now) {
        configurations.set(now);
    }

    void remove(Configurations gone) {
        configurations.unset(gone);
    }

    @Descriptor("prints the configuration in effect, with all defaults: a line for each value")
    public void config(
            @Parameter(
                            names = {"-y", "--yaml"},
                            presentValue = "true",
                            absentValue = "false")
                    @Descriptor("as a file that says the same")
                    boolean yaml,
            @Parameter(
                            names = {"-e", "--explain"},
                            presentValue = "true",
                            absentValue = "false")
                    @Descriptor("with the origin of each value")
                    boolean explained)
            throws CommandRefusedException {
        var effective = configurations.get().effective();
        System.out.print(writer.write(effective, yaml ? Form.YAML : Form.PRETTY, explained));
    }

    @Descriptor("reads the configuration file again and puts it into effect")
    public void reload(
            @Parameter(
                            names = {"-n", "--dry-run"},
                            presentValue = "true",
                            absentValue = "false")
                    @Descriptor("only say what would change")
                    boolean dryRun)
            throws CommandRefusedException, InterruptedException {
        try {
            var all = configurations.get();
            System.out.println(text(dryRun ? all.compare() : all.reload()));
        } catch (ConfigException | IOException e) {
            throw new CommandRefusedException("configuration is refused, nothing changed:\n" + e.getMessage());
        }
    }

    private static String text(Change change) {
        var lines = new ArrayList<String>();
        change.warnings().forEach(warning -> lines.add("warning: " + warning));
        lines.addAll(change.difference());
        change.added().forEach(job -> lines.add("job added: " + job));
        change.changed().forEach(job -> lines.add("job changed: " + job));
        change.removed().forEach(job -> lines.add("job removed: " + job));
        return lines.isEmpty() ? "nothing is different" : String.join("\n", lines);
    }
}
