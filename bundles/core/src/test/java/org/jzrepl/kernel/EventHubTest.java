// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.event.Event;
import org.jzrepl.api.event.EventSink;

/// Who hears of an event.
final class EventHubTest {
    private final EventHub hub = new EventHub();
    private final List<Event> heard = new ArrayList<>();
    private final EventSink sink = heard::add;

    @Test
    void a_sink_that_throws_keeps_no_other_from_hearing() {
        hub.add(_ -> {
            throw new IllegalStateException("broken on purpose");
        });
        hub.add(sink);
        hub.publish(started(1));
        assertEquals(List.of(started(1)), heard);
    }

    @Test
    void a_sink_that_has_gone_hears_no_more() {
        hub.add(sink);
        hub.publish(started(1));
        hub.remove(sink);
        hub.publish(started(2));
        assertEquals(List.of(started(1)), heard);
    }

    @Test
    void the_commands_that_run_are_those_that_have_started_and_not_ended_the_oldest_first() {
        var running = new RunningCommands();
        hub.add(running);
        hub.publish(started(2));
        hub.publish(started(1));
        hub.publish(started(3));
        hub.publish(new Event.CommandEnded(
                Instant.EPOCH,
                3,
                Optional.empty(),
                List.of("zfs", "3"),
                0,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO));
        assertEquals(
                List.of(List.of("zfs", "1"), List.of("zfs", "2")),
                running.now().stream().map(command -> command.argv()).toList());
    }

    private static Event.CommandStarted started(long id) {
        return new Event.CommandStarted(
                Instant.EPOCH.plusSeconds(id), id, Optional.empty(), List.of("zfs", Long.toString(id)));
    }
}
