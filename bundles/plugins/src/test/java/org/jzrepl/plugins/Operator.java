// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.api.control.Plugins.Plugin;
import org.osgi.framework.BundleException;

/// Somebody at the installer of a daemon that may be restarted, who says yes to unsigned plug-ins.
final class Operator implements AutoCloseable {
    private final Path folder;
    private Bench bench;

    Operator(Path folder) throws IOException, BundleException {
        this.folder = folder;
        bench = new Bench(folder);
    }

    Bench bench() {
        return bench;
    }

    /// As a restart of the daemon does: a new framework over the same store.
    void restart() throws IOException, BundleException, InterruptedException {
        bench.close();
        bench = new Bench(folder);
        bench.installer.bringUpAll();
    }

    Plugin install(BundleJar jar) throws PluginRefusedException, InterruptedException {
        return bench.operations.install(bench.jar(jar).toString(), true);
    }

    Plugin update(BundleJar jar) throws PluginRefusedException, InterruptedException {
        return bench.operations.update(
                BundleJar.NAME, Optional.of(bench.jar(jar).toString()), true);
    }

    String refusal(BundleJar jar) {
        return assertThrows(PluginRefusedException.class, () -> install(jar)).getMessage();
    }

    @Override
    public void close() throws IOException, BundleException {
        bench.close();
    }
}
