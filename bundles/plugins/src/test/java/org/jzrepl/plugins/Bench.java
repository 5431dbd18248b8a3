// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.jzrepl.api.control.Plugins.Plugin;
import org.jzrepl.api.plugin.PluginSettings;
import org.jzrepl.api.plugin.Swaps;
import org.jzrepl.testkit.TestThreads;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/// The installer in a real framework of its own, with one bundle of the distribution.
final class Bench implements AutoCloseable {
    static final PluginSettings NOTHING =
            new PluginSettings(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    final Path folder;
    final Framework framework;
    final FakeSwaps swaps = new FakeSwaps();
    final TestThreads threads = new TestThreads();
    final Store store;
    final Roster roster = new Roster();
    final Rejects rejects = new Rejects();
    final Installer installer;
    final Operations operations;
    final DropFolder dropFolder;

    Bench(Path folder) throws IOException, BundleException {
        this(folder, NOTHING);
    }

    Bench(Path folder, PluginSettings settings) throws IOException, BundleException {
        this.folder = folder;
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        Files.createTempDirectory(folder, "cache").toString(),
                        "felix.log.level",
                        "0",
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        "org.jzrepl.api.prune;version=1.0.0"));
        framework.start();
        var built = Files.createDirectories(folder.resolve("built"));
        framework
                .getBundleContext()
                .installBundle(new BundleJar("org.jzrepl.built-in", "1.0.0")
                        .activator(org.jzrepl.plugins.guest.Good.class)
                        .announcesMonth()
                        .write(built.resolve("built-in.jar"))
                        .toUri()
                        .toString())
                .start();
        store = Store.at(folder.resolve("plugin-store"));
        var shelf = new Shelf(framework.getBundleContext());
        var changes = new ReentrantLock();
        var pipeline = new Pipeline(store, shelf, roster, new Activation(threads, Duration.ofMillis(500)), swaps);
        var formers = new Formers(store, roster);
        var succession = new Succession(shelf, roster, pipeline, formers, swaps, threads, changes);
        installer = new Installer(store, shelf, roster, pipeline, succession, formers);
        var views = new Views(shelf, roster, rejects, pipeline, swaps);
        operations = new Operations(store, roster, installer, views, changes, settings);
        dropFolder = new DropFolder(folder.resolve("plugins"), operations, installer, roster, rejects);
    }

    Plugin plugin(String name, String version) {
        return operations.plugins().stream()
                .filter(one -> one.name().equals(name) && one.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " " + version + " is none of " + operations.plugins()));
    }

    boolean isInFramework(String name, String version) {
        return Stream.of(framework.getBundleContext().getBundles())
                .anyMatch(bundle -> bundle.getSymbolicName().equals(name)
                        && bundle.getVersion().toString().equals(version));
    }

    Path jar(BundleJar content) {
        try {
            return content.write(Files.createTempFile(folder, "built", ".jar"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws BundleException, IOException {
        threads.close();
        framework.stop();
        try {
            framework.waitForStop(10_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Knows the services of the framework; who uses them is up to the test.
    final class FakeSwaps implements Swaps {
        final Set<Long> admitted = ConcurrentHashMap.newKeySet();
        final Set<Long> retired = ConcurrentHashMap.newKeySet();
        /// Opened when the work of those has ended that retire from now on.
        volatile CountDownLatch idle = new CountDownLatch(1);
        volatile List<String> complaints = List.of();
        volatile List<String> dependents = List.of();

        @Override
        public Trial hold(long bundle) {
            return new Trial() {
                @Override
                public List<String> complaints() {
                    return complaints;
                }

                @Override
                public void admit() {
                    admitted.add(bundle);
                }
            };
        }

        @Override
        public Retirement retire(long bundle) {
            retired.add(bundle);
            var mine = idle;
            return new Retirement() {
                @Override
                public List<String> dependents() {
                    return dependents;
                }

                @Override
                public void awaitIdle() throws InterruptedException {
                    mine.await();
                }

                @Override
                public void cancel() {
                    retired.remove(bundle);
                }
            };
        }

        @Override
        public Set<String> users(long bundle) {
            return Set.of("nightly");
        }

        @Override
        public Set<String> supplied(long bundle) {
            var supplied = new TreeSet<String>();
            Optional.ofNullable(framework.getBundleContext().getBundle(bundle)) // it may just have left
                    .flatMap(found -> Optional.ofNullable(found.getRegisteredServices()))
                    .stream()
                    .flatMap(Stream::of)
                    .forEach(
                            one -> supplied.add(one.getProperty("jzrepl.kind") + " " + one.getProperty("jzrepl.type")));
            return supplied;
        }
    }
}
