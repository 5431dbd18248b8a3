// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.jzrepl.api.command.CommandLine;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.control.Configurations;
import org.jzrepl.api.control.ControlPoint;
import org.jzrepl.api.control.DaemonControl;
import org.jzrepl.api.control.Logs;
import org.jzrepl.api.control.Operations;
import org.jzrepl.api.event.Events;
import org.jzrepl.api.log.LogSink;
import org.jzrepl.api.plugin.PluginHost.Purpose;
import org.jzrepl.api.threads.Threads;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The command `daemon`: runs the configured jobs until its thread is interrupted.
@Component(service = ToIntFunction.class, property = "jzrepl.command=daemon")
public final class DaemonCommand implements ToIntFunction<String[]> {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonCommand.class);
    private static final String USAGE = """
            usage: jzrepl daemon [--config PATH]

            Runs the jobs of the configuration until SIGTERM. Exit status: 0 stopped; 1 wrong usage, wrong configuration or
            environment, or the control socket is taken; 5 a job did not end in time.""";
    private static final int NOT_ENDED = 5;

    private static final Map<String, String> NO_PROPERTIES = Map.of();

    private final BundleContext context;
    private final SupplierTracker suppliers;
    private final CurrentReader reader;
    private final Threads threads;
    private final Events events;
    private final RunningCommands commands;
    private final StandingWarnings warnings;
    private final PluginStart plugins;
    private final List<ControlPoint> controlPoints = new CopyOnWriteArrayList<>();

    @Activate
    public DaemonCommand(
            BundleContext context,
            @Reference SupplierTracker suppliers,
            @Reference CurrentReader reader,
            @Reference Threads threads,
            @Reference Events events,
            @Reference RunningCommands commands,
            @Reference StandingWarnings warnings,
            @Reference PluginStart plugins) {
        this.context = context;
        this.suppliers = suppliers;
        this.reader = reader;
        this.threads = threads;
        this.events = events;
        this.commands = commands;
        this.warnings = warnings;
        this.plugins = plugins;
    }

    @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
    void add(ControlPoint point) {
        controlPoints.add(point);
    }

    void remove(ControlPoint point) {
        controlPoints.remove(point);
    }

    @Override
    public int applyAsInt(String[] arguments) {
        if (CommandLine.asksForHelp(arguments)) {
            System.out.println(USAGE);
            return 0;
        }
        var problems = DaemonEnvironment.ofProcess().problems();
        if (!problems.isEmpty()) {
            problems.forEach(problem -> System.err.println("jzrepl daemon: " + problem));
            return 1;
        }
        try {
            return run(CommandLine.parse(arguments, CommandLine.Options.NONE).config());
        } catch (IllegalArgumentException e) {
            System.err.println("jzrepl daemon: " + e.getMessage());
            System.err.println(USAGE);
            return 1;
        }
    }

    private int run(Path file) {
        try (var opened = plugins.open(file, Purpose.DAEMON)) {
            var source = new ConfigurationFile(file, reader, suppliers.table(), opened);
            return run(source.load(), source);
        } catch (ConfigException e) {
            System.err.println("could not parse config:");
            System.err.println(e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println("jzrepl daemon: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 0; // asked to stop, and everything has
        }
    }

    private int run(Configuration first, ConfigurationInEffect.Source source) throws IOException, InterruptedException {
        var clock = InstantSource.system();
        var shared = new JobContext.Shared(first.global().zfs(), threads, clock, events::publish);
        var supervisor = new Supervisor(first.slots(), shared, suppliers.table());
        var daemon = new Daemon(context.getBundle().getVersion().toString(), clock, supervisor, commands, warnings);
        try (var _ = threads.span(Map.of("subsystem", "meta"));
                var logs = new LogFanout(first.global().outlets(), threads);
                var tail = new LogTail(logs);
                var inEffect = new ConfigurationInEffect(
                        first, source, supervisor, logs, with -> new Operations(daemon, with), controlPoints);
                var _ = registered(LogSink.class, tail, NO_PROPERTIES);
                var _ = registered(Logs.class, tail, NO_PROPERTIES);
                var _ = registered(DaemonControl.class, daemon, NO_PROPERTIES);
                var _ = registered(Configurations.class, inEffect, NO_PROPERTIES);
                var _ = registered(Runnable.class, new Hangup(inEffect, threads), Hangup.PROPERTIES)) {
            LOG.atInfo()
                    .addKeyValue("version", daemon.status().version())
                    .addKeyValue("jobs", first.slots().size())
                    .log("daemon started");
            first.warnings().forEach(ConfigurationInEffect::warn);
            DaemonEnvironment.ofProcess().warn();
            var warningLog = threads.start("standing warnings", WarningLog.of(warnings, clock)::run);
            try {
                return runJobs(supervisor) ? 0 : NOT_ENDED;
            } finally {
                warningLog.interrupt();
            }
        }
    }

    /// False if a job has not ended when this returns.
    private static boolean runJobs(Supervisor supervisor) throws InterruptedException {
        boolean ended;
        try {
            supervisor.start();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            LOG.debug("daemon is asked to stop"); // the flag is down, so that the jobs can be waited for
        } finally {
            ended = supervisor.stop();
            LOG.info("daemon stopped");
        }
        return ended;
    }

    private <S> Closeable registered(Class<S> type, S service, Map<String, String> properties) {
        var registration = context.registerService(type, service, FrameworkUtil.asDictionary(properties));
        return registration::unregister;
    }
}
