// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.snapshot.HookFactory;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.Sections;
import org.jzrepl.testkit.TestThreads;
import org.jzrepl.testkit.databases.MariadbServer;
import org.jzrepl.testkit.databases.PostgresServer;

/// A bundle that goes takes its classes and those of its drivers along.
final class ClassLoaderTest {
    /// Has classes of its own of this bundle and its drivers, as a bundle in the container has.
    private static final class BundleLoader extends URLClassLoader {
        private static final List<String> OWN = List.of("org.jzrepl.hooks.", "org.postgresql.", "org.mariadb.");

        private BundleLoader() {
            super(places(), ClassLoaderTest.class.getClassLoader());
        }

        private static URL[] places() {
            return List.of(MysqlLockTables.class, org.postgresql.Driver.class, org.mariadb.jdbc.Configuration.class)
                    .stream()
                    .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                    .toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                return OWN.stream().anyMatch(name::startsWith) ? findClass(name) : super.loadClass(name, resolve);
            }
        }

        private HookFactory factory(String name, Threads threads) throws ReflectiveOperationException {
            var type = loadClass("org.jzrepl.hooks.databases." + name);
            assertEquals(this, type.getClassLoader());
            return (HookFactory) type.getConstructor(Threads.class).newInstance(threads);
        }
    }

    @Test
    void nothing_keeps_the_classes_of_a_bundle_that_is_gone() throws Exception {
        try (var postgres = PostgresServer.create();
                var mariadb = MariadbServer.create();
                var threads = new TestThreads()) {
            var loader = used(postgres, mariadb, threads);
            await("the classes are gone").atMost(Duration.ofMinutes(2)).until(() -> {
                System.gc();
                return loader.refersTo(null);
            });
        }
    }

    private static WeakReference<ClassLoader> used(PostgresServer postgres, MariadbServer mariadb, Threads threads)
            throws Exception {
        try (var loader = new BundleLoader()) {
            var checkpoint = loader.factory("PostgresCheckpointFactory", threads);
            engage(
                    checkpoint,
                    "host=127.0.0.1 sslmode=disable dbname=postgres user=admin password=" + PostgresServer.PASSWORD
                            + " port=" + postgres.port());
            assertThrows(IOException.class, () -> engage(checkpoint, "host=127.0.0.1 port=" + postgres.port()));
            engage(loader.factory("MysqlLockTablesFactory", threads), mariadb.dsn());
            return new WeakReference<>(loader);
        }
    }

    private static void engage(HookFactory factory, String dsn)
            throws ConfigException, IOException, InterruptedException {
        var section = Sections.of(new YamlConfigurationReader(), "dsn: \"" + dsn + "\"\nfilesystems: {tank: true}\n");
        factory.create(section).engage(DatasetPath.parse("tank"), "snap").close();
    }
}
