// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigException.Problem;
import org.jzrepl.api.config.ConfigurationReader;

/// Readers here tell who they are by what they throw.
final class CurrentReaderTest {
    private static final Path FILE = Path.of("jzrepl.yml");
    private final CurrentReader current = new CurrentReader();

    private static ConfigurationReader named(String name) {
        return _ -> {
            throw new ConfigException(List.of(new Problem("", 0, 0, "", name)));
        };
    }

    private String answer() {
        return assertThrows(ConfigException.class, () -> current.read(FILE))
                .problems()
                .getFirst()
                .message();
    }

    @Test
    void the_latest_one_reads_and_the_going_of_an_older_one_does_not_matter() {
        var old = named("old");
        current.add(old);
        assertEquals("old", answer());
        current.add(named("new"));
        assertEquals("new", answer());
        current.remove(old);
        assertEquals("new", answer());
    }

    @Test
    void without_any_a_sentence_says_what_to_do() {
        var only = named("only");
        current.add(only);
        current.remove(only);
        assertEquals(
                "cannot be read: no bundle that reads configuration files is started:"
                        + " start org.jzrepl.config-yaml in jzrepl shell starts the distribution's",
                answer());
    }

    @Test
    void one_that_goes_has_read_to_the_end() throws Exception {
        var reading = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        ConfigurationReader slow = _ -> {
            reading.countDown();
            Awaitility.await().until(() -> mayEnd.getCount() == 0);
            throw new ConfigException(List.of());
        };
        current.add(slow);
        var user = Thread.ofPlatform().start(() -> assertThrows(ConfigException.class, () -> current.read(FILE)));
        reading.await();
        var leaving = Thread.ofPlatform().start(() -> current.remove(slow));
        Awaitility.await().until(() -> leaving.getState() == Thread.State.BLOCKED);
        mayEnd.countDown();
        leaving.join();
        user.join();
        assertSame(Thread.State.TERMINATED, user.getState());
    }
}
