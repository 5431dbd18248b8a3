// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jzrepl.api.prune.KeepRule;

/// Tells the test that it is asked, and answers when the test lets it. It is made so that each mistake of the
/// platform destroys something: asked after its bundle was stopped, it keeps nothing.
record AskingRule(Path socket, String place, String version, AtomicBoolean gone) implements KeepRule {
    /// What version `1.N.0` keeps: the snapshots whose number leaves the same rest as N.
    private static final int REST = 3;

    @Override
    public Set<Candidate> keep(List<Candidate> history) {
        tell();
        if (gone.get()) {
            return Set.of();
        }
        return history.stream()
                .filter(candidate -> isKept(version, candidate.snapshot().name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isKept(String version, String name) {
        int number = Integer.parseInt(name.substring(name.lastIndexOf('_') + 1));
        return number % REST == Integer.parseInt(version.split("\\.")[1]) % REST;
    }

    private void tell() {
        try (var test = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            test.write(ByteBuffer.wrap((place + " " + version + "\n").getBytes(StandardCharsets.US_ASCII)));
            test.read(ByteBuffer.allocate(1));
        } catch (ClosedByInterruptException e) {
            Thread.currentThread().interrupt(); // the run is to end: who asked will see
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
