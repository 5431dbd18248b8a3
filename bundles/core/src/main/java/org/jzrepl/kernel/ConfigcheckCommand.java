// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jzrepl.api.command.CommandLine;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigException.Problem;
import org.jzrepl.api.config.ConfigurationReader;
import org.jzrepl.api.config.ConfigurationWriter;
import org.jzrepl.api.config.ConfigurationWriter.Form;
import org.jzrepl.api.plugin.PluginHost.Purpose;
import org.jzrepl.kernel.ConfigurationLoader.Credentials;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The command `configcheck`: reads a configuration with all its suppliers, beside a running daemon if need be.
@Component(service = ToIntFunction.class, property = "jzrepl.command=configcheck")
public final class ConfigcheckCommand implements ToIntFunction<String[]> {
    private static final String USAGE = """
            usage: jzrepl configcheck [--config PATH] [--what all|config|jobs|logging] [--format pretty|yaml|json]
                                      [--explain] [--skip-cert-check]

            Checks the configuration and the installed suppliers it needs; says nothing if all is well.

              --what             what to check. config: the file, without what it refers to; jobs: without the log
                                 outlets; logging: without the jobs. Default: all.
              --format           print the effective configuration, with all defaults. pretty: a line for each value;
                                 yaml: a file that says the same.
              --explain          print it (as yaml, if no format is given) with the origin of each value.
              --skip-cert-check  do not read certificates and keys.

            Exit status: 0 fine, 1 wrong usage or configuration.""";

    private static final String WHAT = "--what";
    private static final String FORMAT = "--format";
    private static final String EXPLAIN = "--explain";
    private static final String SKIP_CERT_CHECK = "--skip-cert-check";
    private static final CommandLine.Options OPTIONS =
            new CommandLine.Options(Set.of(WHAT, FORMAT), Set.of(EXPLAIN, SKIP_CERT_CHECK));
    private static final Map<String, Form> FORMS = Map.of("pretty", Form.PRETTY, "yaml", Form.YAML, "json", Form.JSON);

    private final SupplierTracker suppliers;
    private final ConfigurationReader reader;
    private final ConfigurationWriter writer;
    private final PluginStart plugins;

    @Activate
    public ConfigcheckCommand(
            @Reference SupplierTracker suppliers,
            @Reference ConfigurationReader reader,
            @Reference ConfigurationWriter writer,
            @Reference PluginStart plugins) {
        this.plugins = plugins;
        this.suppliers = suppliers;
        this.reader = reader;
        this.writer = writer;
    }

    /// Which problems are told.
    private enum What {
        ALL,
        CONFIG,
        JOBS,
        LOGGING;

        private static final Map<String, What> BY_WORD =
                Map.of("all", ALL, "config", CONFIG, "jobs", JOBS, "logging", LOGGING);

        boolean includes(Problem problem) {
            return switch (this) {
                case ALL, CONFIG -> true;
                case JOBS -> !problem.key().startsWith("global.logging");
                case LOGGING -> !problem.key().startsWith("jobs");
            };
        }
    }

    @Override
    public int applyAsInt(String[] arguments) {
        if (CommandLine.asksForHelp(arguments)) {
            System.out.println(USAGE);
            return 0;
        }
        try {
            return check(CommandLine.parse(arguments, OPTIONS));
        } catch (IllegalArgumentException e) {
            System.err.println("jzrepl configcheck: " + e.getMessage());
            System.err.println(USAGE);
            return 1;
        }
    }

    private int check(CommandLine line) {
        var what = line.value(WHAT, What.BY_WORD).orElse(What.ALL);
        var form = line.value(FORMAT, FORMS).or(() -> line.has(EXPLAIN) ? Optional.of(Form.YAML) : Optional.empty());
        if (line.has(EXPLAIN) && form.equals(Optional.of(Form.JSON))) {
            throw new IllegalArgumentException(EXPLAIN + " goes with the formats pretty and yaml");
        }
        boolean reads = what != What.CONFIG && what != What.LOGGING && !line.has(SKIP_CERT_CHECK);
        var loader =
                new ConfigurationLoader(reader, suppliers.table(), reads ? Credentials.CHECKED : Credentials.SKIPPED);
        try (var _ = plugins.open(line.config(), Purpose.ONE_SHOT)) {
            var configuration = loader.load(line.config());
            configuration.warnings().forEach(warning -> System.err.println("warning: " + warning));
            form.ifPresent(
                    wanted -> System.out.print(writer.write(configuration.effective(), wanted, line.has(EXPLAIN))));
            return 0;
        } catch (ConfigException e) {
            return tell(e.problems().stream().filter(what::includes).toList());
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (InterruptedException e) {
            return 1; // asked to stop before it was done
        }
    }

    private static int tell(List<Problem> problems) {
        if (problems.isEmpty()) {
            return 0;
        }
        System.err.println("could not parse config:");
        problems.forEach(System.err::println);
        return 1;
    }
}
