// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.itests.Tree;

/// A plug-in that never finishes starting.
final class HangingPluginScenarioTest {
    private static final String SOURCE = """
            package hang;

            public class Hang implements org.osgi.framework.BundleActivator {
                public void start(org.osgi.framework.BundleContext context) {
                    while (true) {
                        java.util.concurrent.locks.LockSupport.park();
                    }
                }

                public void stop(org.osgi.framework.BundleContext context) {}
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void the_operator_reads_why_it_is_quarantined_and_it_does_not_hold_up_the_daemons_end() throws Exception {
        var push = SimulatedPush.prepare(folder, "", "");
        try (var daemon = DaemonProcess.start(push.folder())) {
            var config = push.folder().config().toString();
            var installed =
                    Product.run(push.folder(), "plugin", "install", "--config", config, "--unsigned", jar().toString());
            assertEquals(
                    "org.example.hang 1.0.0: quarantined, does not finish starting within 15 s\n", installed.out());
            assertEquals(0, daemon.terminate());
            assertTrue(
                    daemon.log()
                            .contains("jzrepl: bundle org.example.hang 1.0.0 does not stop:"
                                    + " the process ends without waiting for it"),
                    daemon.log().toString());
        }
    }

    private Path jar() throws IOException {
        var source = Files.writeString(folder.resolve("Hang.java"), SOURCE);
        try (var libraries = Files.list(Tree.product().resolve("lib"))) {
            var framework = libraries
                    .filter(jar -> jar.toString().contains("felix.framework"))
                    .findFirst()
                    .orElseThrow();
            var compiler = ToolProvider.findFirst("javac").orElseThrow();
            assertEquals(
                    0,
                    compiler.run(
                            System.out,
                            System.err,
                            "-cp",
                            framework.toString(),
                            "-d",
                            folder.toString(),
                            source.toString()));
        }
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "org.example.hang");
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Bundle-Activator", "hang.Hang");
        attributes.putValue("Import-Package", "org.osgi.framework");
        var file = folder.resolve("hang.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            out.putNextEntry(new JarEntry("hang/Hang.class"));
            out.write(Files.readAllBytes(folder.resolve("hang/Hang.class")));
            out.closeEntry();
        }
        return file;
    }
}
