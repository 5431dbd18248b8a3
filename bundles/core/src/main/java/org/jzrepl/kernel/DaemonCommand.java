// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigurationReader;
import org.jzrepl.api.control.ControlPoint;
import org.jzrepl.api.control.DaemonControl;
import org.jzrepl.api.event.Events;
import org.jzrepl.api.log.LogSink;
import org.jzrepl.api.threads.Threads;
import org.osgi.framework.BundleContext;
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

            Runs the jobs of the configuration until SIGTERM. Exit status: 0 stopped; 1 wrong usage, wrong configuration, or
            the control socket is taken.""";

    private final BundleContext context;
    private final SupplierTracker suppliers;
    private final ConfigurationReader reader;
    private final Threads threads;
    private final Events events;
    private final RunningCommands commands;
    private final List<ControlPoint> controlPoints = new CopyOnWriteArrayList<>();

    @Activate
    public DaemonCommand(
            BundleContext context,
            @Reference SupplierTracker suppliers,
            @Reference ConfigurationReader reader,
            @Reference Threads threads,
            @Reference Events events,
            @Reference RunningCommands commands) {
        this.context = context;
        this.suppliers = suppliers;
        this.reader = reader;
        this.threads = threads;
        this.events = events;
        this.commands = commands;
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
        try {
            return run(CommandLine.parse(arguments).config());
        } catch (IllegalArgumentException e) {
            System.err.println("jzrepl daemon: " + e.getMessage());
            System.err.println(USAGE);
            return 1;
        }
    }

    private int run(Path file) {
        try {
            return run(new ConfigurationLoader(reader, suppliers.table()).load(file));
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

    private int run(Configuration configuration) throws IOException, InterruptedException {
        var clock = InstantSource.system();
        var shared = new JobContext.Shared(configuration.zfs(), threads, clock, events::publish);
        var supervisor = new Supervisor(configuration.slots(), shared, suppliers.table());
        var daemon = new Daemon(context.getBundle().getVersion().toString(), clock, supervisor, commands);
        try (var logs = new LogFanout(configuration.outlets(), threads);
                var _ = open(configuration.controlSocket(), daemon);
                var _ = registered(LogSink.class, logs);
                var _ = registered(DaemonControl.class, daemon)) {
            LOG.atInfo()
                    .addKeyValue("version", daemon.status().version())
                    .addKeyValue("jobs", configuration.slots().size())
                    .log("daemon started");
            runJobs(supervisor);
        }
        return 0;
    }

    private static void runJobs(Supervisor supervisor) throws InterruptedException {
        try {
            supervisor.start();
            new CountDownLatch(1).await();
        } finally {
            // asked to stop: the flag is down, so that the jobs can be waited for
            supervisor.stop();
            LOG.info("daemon stopped");
        }
    }

    /// Claims every place before any job starts.
    private Closeable open(Path socket, DaemonControl daemon) throws IOException {
        var open = new ArrayList<Closeable>();
        for (var point : controlPoints) {
            open.add(point.open(socket, daemon));
        }
        return () -> {
            for (var one : open) {
                one.close();
            }
        };
    }

    private <S> Closeable registered(Class<S> type, S service) {
        var registration = context.registerService(type, service, null);
        return registration::unregister;
    }
}
