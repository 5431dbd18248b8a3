// SPDX-License-Identifier: Apache-2.0
package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.snapshot.Hook;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.HookContract;
import org.jzrepl.testkit.Sections;

/// What every hook must fulfil, and what this one promises beyond.
final class JournalHookTest implements HookContract {
    @TempDir
    private Path folder;

    @Override
    public Hook working() {
        return new JournalHook(folder.resolve("journal"));
    }

    @Override
    public Hook failing() {
        return new JournalHook(folder.resolve("no/such/folder/journal"));
    }

    /// It waits for nobody.
    @Override
    public Optional<Hook> waiting() {
        return Optional.empty();
    }

    @Test
    void both_edges_leave_a_line() throws Exception {
        var hook = hook("{file: '" + folder.resolve("journal") + "'}");
        hook.engage(DatasetPath.parse("tank/data"), "s1").close();
        assertEquals(
                List.of("before tank/data@s1", "after tank/data@s1"), Files.readAllLines(folder.resolve("journal")));
    }

    @Test
    void all_mistakes_are_told_at_once() {
        var mistakes = assertThrows(ConfigException.class, () -> hook("{file: journal, spare: 1}"))
                .getMessage();
        assertTrue(mistakes.contains("file") && mistakes.contains("spare"), mistakes);
    }

    private static Hook hook(String yaml) throws ConfigException {
        return new JournalHookFactory().create(Sections.of(new YamlConfigurationReader(), yaml));
    }
}
