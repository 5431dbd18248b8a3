// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jzrepl.api.control.Plugins;
import org.jzrepl.api.plugin.PluginHost;
import org.jzrepl.api.plugin.PluginSettings;
import org.jzrepl.api.plugin.Swaps;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.warning.WarningSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Puts the installer together for one run of the daemon, or of another command.
@Component
public final class InstallerHost implements PluginHost {
    private static final Duration START_AT_MOST = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final BundleContext context;
    private final Swaps swaps;
    private final Threads threads;
    private final ReentrantLock changes = new ReentrantLock(true);

    @Activate
    public InstallerHost(BundleContext context, @Reference Swaps swaps, @Reference Threads threads) {
        this.context = context;
        this.swaps = swaps;
        this.threads = threads;
    }

    @Override
    public Session open(PluginSettings settings, Path state, Purpose purpose) throws IOException, InterruptedException {
        return switch (purpose) {
            case DAEMON -> daemon(settings, state);
            case ONE_SHOT -> oneShot(settings, state);
        };
    }

    private Session daemon(PluginSettings settings, Path state) throws IOException, InterruptedException {
        Files.createDirectories(state.resolve("plugins"));
        var parts = new Parts(Store.at(state.resolve("plugin-store")), settings, state.resolve("plugins"));
        bringUpAnew(parts);
        var registration = context.registerService(Plugins.class, parts.operations, null);
        WarningSource source = _ -> parts.operations.warnings();
        var warnings = context.registerService(WarningSource.class, source, null);
        var watch = threads.start("plug-in folder", parts::watchFolder);
        return new Session() {
            @Override
            public void bringIn(PluginSettings now) throws InterruptedException {
                parts.operations.reconfigure(now);
                parts.pins.bringIn(now.pinned());
            }

            @Override
            public void keepOnly(PluginSettings now) throws InterruptedException {
                parts.pins.keepOnly(now.pinned());
            }

            @Override
            public void close() {
                registration.unregister();
                warnings.unregister();
                watch.interrupt();
                parts.succession.abandon();
            }
        };
    }

    /// A daemon may be started again in the same JVM, perhaps by what an operator has asked of this installer.
    /// That comes to its end first, and what was brought in goes, so that all is as after a start.
    private void bringUpAnew(Parts parts) throws IOException, InterruptedException {
        changes.lockInterruptibly();
        try {
            parts.shelf.clear();
            parts.bringUp();
        } finally {
            changes.unlock();
        }
    }

    /// Works on a copy of the store, which goes with it.
    private Session oneShot(PluginSettings settings, Path state) throws IOException, InterruptedException {
        var copy = ScratchCopy.of(state.resolve("plugin-store"));
        new Parts(Store.at(copy.folder()), settings, state.resolve("plugins")).bringUp();
        return new Session() {
            @Override
            public void bringIn(PluginSettings now) {
                // one configuration is all that it sees
            }

            @Override
            public void keepOnly(PluginSettings now) {
                // as above
            }

            @Override
            public void close() throws IOException {
                copy.close();
            }
        };
    }

    /// All that works on one store.
    private final class Parts {
        private final Shelf shelf = new Shelf(context);
        private final Succession succession;
        private final Installer installer;
        private final Operations operations;
        private final Pins pins;
        private final DropFolder folder;

        Parts(Store store, PluginSettings settings, Path dropped) {
            var roster = new Roster();
            var rejects = new Rejects();
            var pipeline = new Pipeline(store, shelf, roster, new Activation(threads, START_AT_MOST), swaps);
            var formers = new Formers(store, roster);
            succession = new Succession(shelf, roster, pipeline, formers, swaps, threads, changes);
            installer = new Installer(store, shelf, roster, pipeline, succession, formers);
            operations = new Operations(
                    store, roster, installer, new Views(shelf, roster, rejects, pipeline, swaps), changes, settings);
            pins = new Pins(operations, installer, roster, rejects);
            folder = new DropFolder(dropped, operations, installer, roster, rejects);
        }

        void bringUp() throws IOException, InterruptedException {
            installer.bringUpAll();
            pins.bringIn(operations.settings().pinned());
            pins.keepOnly(operations.settings().pinned());
            folder.look();
            folder.look(); // what lies there as the daemon starts has come to rest
        }

        void watchFolder() throws InterruptedException {
            while (true) {
                Thread.sleep(BETWEEN_LOOKS);
                folder.look();
            }
        }
    }
}
