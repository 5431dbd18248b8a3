// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/// The framework with the bundles of `bundles/`: all installed first, then all started, the logging one before
/// the others.
///
/// Its cache is a folder of this process, so that commands can run beside a daemon, and goes with it.
public final class Container implements AutoCloseable {
    /// The command has ended before, and with it all work: what takes longer is a bundle that hangs.
    private static final Duration BUNDLES_STOP_AT_MOST = Duration.ofSeconds(5);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final Path bundles;
    private final Path cache;
    private final Framework framework;
    private final List<Bundle> installed = new ArrayList<>();

    public Container(Path home, Path state) {
        bundles = home.resolve("bundles");
        cache = state.resolve("cache-" + ProcessHandle.current().pid());
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        cache.toString(),
                        "jzrepl.state",
                        state.toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN,
                        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                        "felix.log.level",
                        "1"));
    }

    public void start() throws BundleException, IOException {
        removeCachesOfTheDead();
        // libraries look for a class loader here and must not find the launcher's
        Thread.currentThread().setContextClassLoader(null);
        framework.init();
        framework.start();
        var context = framework.getBundleContext();
        for (var jar : jars()) {
            installed.add(context.installBundle(jar.toUri().toString()));
        }
        startAll();
    }

    private void startAll() throws BundleException {
        for (var bundle : installed) {
            start(bundle);
        }
    }

    private static void start(Bundle bundle) throws BundleException {
        try {
            bundle.start();
        } catch (BundleException e) {
            throw new BundleException("bundle " + bundle.getSymbolicName() + " does not start: " + e.getMessage(), e);
        }
    }

    /// For those who look at the bundles inside.
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /// The command of that name.
    public Optional<CommandService> command(String name) {
        var context = framework.getBundleContext();
        try {
            var references = context.getAllServiceReferences(ToIntFunction.class.getName(), filter(name));
            return Optional.ofNullable(references).map(found -> new CommandService(context, found[0]));
        } catch (InvalidSyntaxException e) {
            return Optional.empty();
        }
    }

    /// Brings everything up again after bundles that the command needs were stopped, by whatever way: waits for
    /// what the framework is at, wires anew what an update has left behind, and starts what does not run.
    ///
    /// @throws BundleException if the command is not there after `atMost`, or never will be
    void bringBack(String command, Duration atMost) throws BundleException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        var why = tryToBringBack(command, atMost);
        while (why.isPresent()) {
            requireInstalled();
            if (System.nanoTime() >= deadline) {
                throw new BundleException(
                        "bundles are not back within " + atMost.toSeconds() + " s: " + why.orElseThrow());
            }
            Thread.sleep(BETWEEN_TRIES);
            why = tryToBringBack(command, atMost);
        }
    }

    private Optional<String> tryToBringBack(String command, Duration atMost) throws InterruptedException {
        try {
            refresh(atMost);
            startAll();
            return command(command).isPresent() ? Optional.empty() : Optional.of("nothing supplies " + command);
        } catch (BundleException | IllegalStateException e) {
            return Optional.of(e.getMessage());
        }
    }

    private void requireInstalled() throws BundleException {
        for (var bundle : installed) {
            if (bundle.getState() == Bundle.UNINSTALLED) {
                throw new BundleException("bundle " + bundle.getSymbolicName()
                        + " of the distribution was uninstalled: it is back when the process is started again");
            }
        }
    }

    /// Returns when refreshes that were asked for before are done, too.
    private void refresh(Duration atMost) throws InterruptedException {
        var done = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(null, _ -> done.countDown());
        if (!done.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the framework is not done with its refresh");
        }
    }

    private static String filter(String command) {
        return "(&(objectClass=" + ToIntFunction.class.getName() + ")(jzrepl.command=" + escaped(command) + "))";
    }

    /// Runs what a bundle has for the signal; before there is anything, the signal is too early to matter.
    void signal(String name) {
        var context = framework.getBundleContext();
        try {
            var filter = "(jzrepl.signal=" + escaped(name) + ")";
            var references = context.getServiceReferences(Runnable.class, filter);
            references.stream().map(context::getService).forEach(Runnable::run);
        } catch (InvalidSyntaxException e) {
            System.err.println("jzrepl: signal " + name + " is lost: " + e.getMessage());
        }
    }

    /// Bundles that are not active, for the message about a command that is missing.
    public List<String> problems() {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(bundle -> "  not active: " + bundle.getSymbolicName())
                .toList();
    }

    @Override
    public void close() throws IOException {
        var bundles = List.of(framework.getBundleContext().getBundles());
        try {
            framework.stop();
            if (framework.waitForStop(BUNDLES_STOP_AT_MOST.toMillis()).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                bundles.stream().filter(Container::hangs).forEach(Container::tell);
            }
        } catch (BundleException e) {
            throw new IOException("framework does not stop: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // asked again to stop: the process ends now
        }
        remove(cache);
    }

    private static boolean hangs(Bundle bundle) {
        return bundle.getBundleId() != 0
                && (bundle.getState() == Bundle.STARTING || bundle.getState() == Bundle.STOPPING);
    }

    private static void tell(Bundle bundle) {
        System.err.println("jzrepl: bundle " + bundle.getSymbolicName() + " " + bundle.getVersion()
                + " does not stop: the process ends without waiting for it");
    }

    private List<Path> jars() throws IOException {
        try (var files = Files.list(bundles)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.comparing(
                            file -> !file.getFileName().toString().startsWith("logging-1")))
                    .toList();
        }
    }

    /// What a process that was killed has left behind.
    private void removeCachesOfTheDead() throws IOException {
        Files.createDirectories(cache.getParent());
        try (var left = Files.list(cache.getParent())) {
            for (var folder : left.toList()) {
                var name = folder.getFileName().toString();
                if (name.matches("cache-[0-9]+")
                        && ProcessHandle.of(Long.parseLong(name.substring("cache-".length())))
                                .isEmpty()) {
                    remove(folder);
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String escaped(String name) {
        return name.replaceAll("[\\\\*()]", "\\\\$0");
    }
}
