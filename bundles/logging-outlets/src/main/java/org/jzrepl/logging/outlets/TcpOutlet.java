// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.log.LogEntry;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogFormat.Part;
import org.jzrepl.api.log.LogOutlet;
import org.jzrepl.api.log.Reason;
import org.jzrepl.api.log.RetryLaterException;

/// Writes lines to another host. It connects when the first entry comes, and an entry waits until there is a
/// connection; the one with which a connection breaks is lost (`configuration.md` 8.6).
final class TcpOutlet implements LogOutlet {
    private static final Set<Part> SHOWN = EnumSet.of(Part.TIME, Part.LEVEL);

    private final LogFormat format;
    private final Connection.Opening opening;
    private final Duration retry;
    private Optional<Connection> connection = Optional.empty();
    private boolean broken;

    TcpOutlet(LogFormat format, Connection.Opening opening, Duration retry) {
        this.format = format;
        this.opening = opening;
        this.retry = retry;
    }

    @Override
    public void write(LogEntry entry) throws IOException {
        var line = (format.line(entry, SHOWN) + "\n").getBytes(StandardCharsets.UTF_8);
        if (broken) {
            sleep();
            broken = false;
        }
        if (connection.isEmpty()) {
            connection = Optional.of(connect());
        }
        try {
            connection.orElseThrow().send(line);
        } catch (IOException e) {
            broken = true;
            close();
            throw e;
        }
    }

    private Connection connect() throws RetryLaterException {
        try {
            return opening.open();
        } catch (IOException e) {
            throw new RetryLaterException(Reason.of(e), retry, e);
        }
    }

    private void sleep() throws InterruptedIOException {
        try {
            Thread.sleep(retry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before connecting anew");
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
