// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogOutlet;

/// Writes to a system log. While there is none, entries are dropped and a new attempt is made after each pause; a
/// connection that breaks is opened once more for the same entry.
final class SyslogOutlet implements LogOutlet {
    private final LogFormat format;
    private final Facility facility;
    private final SyslogFrame frame;
    private final Connection.Opening opening;
    private final Pause pause;
    private Optional<Connection> connection = Optional.empty();

    SyslogOutlet(LogFormat format, Facility facility, SyslogFrame frame, Connection.Opening opening, Pause pause) {
        this.format = format;
        this.facility = facility;
        this.frame = frame;
        this.opening = opening;
        this.pause = pause;
    }

    @Override
    public void write(LogEntry entry) throws IOException {
        if (pause.isOn()) {
            return;
        }
        var message = frame.of(facility.priority(entry.level()), entry.at(), format.line(entry, Set.of()));
        if (!sent(message)) {
            try {
                var fresh = opening.open();
                connection = Optional.of(fresh);
                fresh.send(message);
            } catch (IOException e) {
                pause.begin();
                close();
                throw e;
            }
        }
    }

    /// False if there is no connection, or there is none any more.
    private boolean sent(byte[] message) throws IOException {
        if (connection.isEmpty()) {
            return false;
        }
        try {
            connection.orElseThrow().send(message);
            return true;
        } catch (IOException e) {
            close();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (connection.isPresent()) {
            var open = connection.orElseThrow();
            connection = Optional.empty();
            open.close();
        }
    }
}
