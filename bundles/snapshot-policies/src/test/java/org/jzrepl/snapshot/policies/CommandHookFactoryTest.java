// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Environment;
import org.jzrepl.api.snapshot.Hook;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.Sections;
import org.jzrepl.testkit.TestThreads;

final class CommandHookFactoryTest {
    private final TestThreads threads = new TestThreads();

    @AfterEach
    void end_threads() {
        threads.close();
    }

    private Hook hook(Map<String, String> environment) throws ConfigException {
        return new CommandHookFactory(threads, new Environment(environment))
                .create(Sections.of(new YamlConfigurationReader(), "{path: /bin/true}"));
    }

    private int kept(Map<String, String> environment) throws ConfigException {
        return assertInstanceOf(CommandHook.class, hook(environment)).keptOutput();
    }

    @Test
    void the_environment_says_how_much_output_is_kept() throws ConfigException {
        assertEquals(1 << 20, kept(Map.of()));
        assertEquals(77, kept(Map.of("ZREPL_MAX_HOOK_LOG_SIZE", "77")));
        assertEquals(0, kept(Map.of("ZREPL_MAX_HOOK_LOG_SIZE", "0")));
    }

    @Test
    void a_size_that_nobody_can_read_is_a_mistake_with_a_name() {
        var refusal = assertThrows(ConfigException.class, () -> hook(Map.of("ZREPL_MAX_HOOK_LOG_SIZE", "1MiB")));
        assertTrue(
                refusal.getMessage()
                        .contains("environment variable ZREPL_MAX_HOOK_LOG_SIZE: \"1MiB\" is no whole number"),
                refusal.getMessage());
    }
}
