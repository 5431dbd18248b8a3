// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jzrepl.api.control.DaemonControl.RunningCommand;
import org.jzrepl.api.event.Event;
import org.jzrepl.api.event.EventSink;
import org.osgi.service.component.annotations.Component;

/// The commands of ZFS that run now, as events tell.
@Component(service = {EventSink.class, RunningCommands.class})
public final class RunningCommands implements EventSink {
    private final Map<Long, RunningCommand> commandById = new ConcurrentHashMap<>();

    @Override
    public void on(Event event) {
        switch (event) {
            case Event.CommandStarted started ->
                commandById.put(started.id(), new RunningCommand(started.argv(), started.at()));
            case Event.CommandEnded ended -> commandById.remove(ended.id());
            default -> {} // events about other things than commands
        }
    }

    /// Oldest first.
    List<RunningCommand> now() {
        return commandById.values().stream()
                .sorted(Comparator.comparing(RunningCommand::started))
                .toList();
    }
}
