// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.snapshot.Hook;

/// What every hook must fulfil, whatever it does around a snapshot.
public interface HookContract {
    /// A hook that does what it is for.
    Hook working() throws Exception;

    /// One that fails before the snapshot, however often it is tried: what it needs is not there.
    Hook failing() throws Exception;

    /// One that waits before the snapshot for something that never comes. Empty: this kind waits for nothing.
    Optional<Hook> waiting() throws Exception;

    private static DatasetPath tank() {
        return DatasetPath.parse("tank/a b");
    }

    /// The status has a line for each edge.
    private static void assertLine(String words) {
        assertFalse(words.isBlank(), "there are no words for the status");
        assertEquals(1, words.lines().count(), words);
    }

    @Test
    default void each_edge_says_in_a_line_what_ran() throws Exception {
        var engagement = working().engage(tank(), "snap");
        assertLine(engagement.report());
        engagement.close();
        assertLine(engagement.report());
    }

    @Test
    default void one_hook_serves_a_round_of_filesystems() throws Exception {
        var hook = working();
        for (var filesystem : List.of("tank", "tank/a", "tank/a/b")) {
            hook.engage(DatasetPath.parse(filesystem), "snap").close();
        }
    }

    @Test
    default void a_failure_is_told_in_a_line_and_a_second_try_is_alike() throws Exception {
        var hook = failing();
        for (int i = 0; i < 2; i++) {
            var failure = assertThrows(IOException.class, () -> hook.engage(tank(), "snap"));
            assertLine(failure.getMessage());
        }
    }

    @Test
    default void an_interrupt_ends_one_that_waits() throws Exception {
        var waiting = waiting();
        if (waiting.isEmpty()) {
            return;
        }
        try (var threads = new TestThreads()) {
            var engaging = Attempt.start(threads, () -> waiting.orElseThrow().engage(tank(), "snap"))
                    .awaitBlocked();
            engaging.interrupt();
            assertInstanceOf(InterruptedException.class, engaging.failure());
        }
    }
}
