// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.PartialReceiveException;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsStreams.Receive;

/// One receive: reads a stream record by record and makes its snapshot at the end. Used by one thread, once.
final class Receiving {
    /// A crash loses at most so much of a resumable receive.
    private static final long SAVED_EVERY = 8 << 20;

    private final Simulation simulation;
    private final Receive receive;
    private final String action;

    Receiving(Simulation simulation, Receive receive) {
        this.simulation = simulation;
        this.receive = receive;
        this.action = "receive " + receive.dataset() + "@" + receive.snapshot();
    }

    void run(ReadableByteChannel stream) throws IOException, InterruptedException {
        var in = new StreamInput(stream);
        var preamble = preamble(in);
        var begun = begin(preamble);
        commit(preamble, records(in, begun));
    }

    private Preamble preamble(StreamInput in) throws IOException, InterruptedException {
        try {
            return Preamble.read(in);
        } catch (EOFException e) {
            throw new ZfsException(action + ": failed to read from stream", e);
        } catch (ZfsException e) {
            throw new ZfsException(action + ": " + e.getMessage(), e);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException(action + ": interrupted");
        }
    }

    /// Checks the stream against the target; what a forced receive discards is discarded at the end.
    private Partial begin(Preamble preamble) throws ZfsException, InterruptedException {
        var world = simulation.now();
        var node = world.node(receive.dataset());
        var ancestors = receive.dataset().ancestors();
        if (node.isEmpty()
                && !ancestors.isEmpty()
                && world.node(ancestors.getLast()).isEmpty()) {
            throw new NoSuchDatasetException(action + ": parent of the destination does not exist");
        }
        var partial = node.flatMap(Node::partial);
        if (preamble.skipped() > 0 || partial.isPresent()) {
            return resumed(preamble, partial);
        }
        if (node.flatMap(target -> target.snapshot(receive.snapshot())).isPresent()) {
            throw new ZfsException(action + ": destination snapshot exists");
        }
        return preamble.from().isPresent() ? incremental(preamble, node) : full(preamble, node);
    }

    private Partial resumed(Preamble preamble, Optional<Partial> partial) throws ZfsException {
        if (preamble.skipped() == 0
                && partial.filter(there -> there.records() > 0).isPresent()) {
            throw new ZfsException(action + ": destination contains partially-complete state from \"zfs receive -s\"");
        }
        return partial.filter(there -> there.to().equals(preamble.to())
                        && there.from().equals(preamble.from())
                        && there.records() == preamble.skipped())
                .orElseThrow(() -> new ZfsException(action + ": kernel has no partial state that this stream resumes"));
    }

    private Partial full(Preamble preamble, Optional<Node> node) throws ZfsException {
        if (node.isPresent() && !receive.force()) {
            throw new ZfsException(
                    action + ": destination '" + receive.dataset() + "' exists: must specify -F to overwrite it");
        }
        if (node.isPresent() && !node.orElseThrow().snapshots().isEmpty()) {
            throw new ZfsException(action + ": destination has snapshots: must destroy them to overwrite it");
        }
        return new Partial(preamble.to(), Optional.empty(), preamble.toName(), 0, 0, node.isEmpty(), new TreeMap<>());
    }

    private Partial incremental(Preamble preamble, Optional<Node> node) throws ZfsException {
        var target = node.orElseThrow(
                () -> new NoSuchDatasetException(action + ": destination '" + receive.dataset() + "' does not exist"));
        var base = target.snapshot(preamble.from().orElseThrow());
        if (base.isEmpty()) {
            throw new ZfsException(action + ": most recent snapshot does not match incremental source");
        }
        // as ZFS: a newer snapshot is no hindrance, changes since the source are
        if (!target.files().equals(base.orElseThrow().files()) && !receive.force()) {
            throw new ZfsException(action + ": destination has been modified since most recent snapshot");
        }
        return new Partial(
                preamble.to(),
                preamble.from(),
                preamble.toName(),
                0,
                0,
                false,
                base.orElseThrow().files());
    }

    private Partial records(StreamInput in, Partial begun) throws IOException, InterruptedException {
        var state = begun;
        long saved = state.bytes();
        try {
            while (true) {
                var chunk = Chunk.read(in);
                if (chunk.kind() == Chunk.Kind.END) {
                    return state;
                }
                state = after(state, chunk);
                if (receive.resumable() && state.bytes() - saved >= SAVED_EVERY) {
                    keep(state);
                    saved = state.bytes();
                }
            }
        } catch (EOFException e) {
            throw brokenOff(state);
        } catch (ZfsException e) {
            keepIfResumable(state);
            throw new ZfsException(action + ": " + e.getMessage(), e);
        } catch (ClosedByInterruptException e) {
            keepIfResumable(state);
            Thread.interrupted();
            throw new InterruptedException(action + ": interrupted");
        } catch (IOException e) {
            keepIfResumable(state);
            throw e;
        }
    }

    private static Partial after(Partial state, Chunk chunk) {
        var files = new TreeMap<>(state.files());
        chunk.applyTo(files);
        return new Partial(
                state.to(),
                state.from(),
                state.toName(),
                state.records() + 1,
                state.bytes() + chunk.encodedLength(),
                state.fresh(),
                files);
    }

    private ZfsException brokenOff(Partial state) throws ZfsException {
        if (!receive.resumable()) {
            return new ZfsException(action + ": incomplete stream");
        }
        keepIfResumable(state);
        return new PartialReceiveException(
                action + ": incomplete stream; partially received state is saved", state.token());
    }

    /// What the receive ends with. As in the kernel, no interrupt keeps it from being saved; it stays pending.
    private void keepIfResumable(Partial state) throws ZfsException {
        boolean interrupted = false;
        boolean kept = !receive.resumable();
        while (!kept) {
            try {
                keep(state);
                kept = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(Partial state) throws ZfsException, InterruptedException {
        simulation.change(now -> {
            var node = now.node(receive.dataset()).orElseGet(() -> Node.empty(receive.dataset(), new TreeMap<>()));
            return now.with(node.withPartial(Optional.of(state)));
        });
    }

    private void commit(Preamble preamble, Partial done) throws ZfsException, InterruptedException {
        simulation.change(now -> {
            var next = now.nextTxg();
            var node = now.node(receive.dataset()).orElseGet(() -> Node.empty(receive.dataset(), new TreeMap<>()));
            if (receive.force() && preamble.from().isPresent()) {
                node = node.snapshot(preamble.from().orElseThrow())
                        .map(node::rolledBackTo)
                        .orElse(node);
            }
            var revision = new org.jzrepl.api.dataset.Revision.Snapshot(
                    receive.snapshot(), preamble.to(), next.txg(), preamble.creation());
            return next.with(node.withPartial(Optional.empty())
                    .withFiles(done.files())
                    .withProperties(properties(node, preamble.properties()))
                    .with(new Snap(revision, done.files(), Set.of())));
        });
    }

    private TreeMap<String, Property> properties(Node node, Map<String, String> received) {
        var properties = new TreeMap<>(node.properties());
        received.forEach((name, value) -> properties.putIfAbsent(name, new Property(value, Property.Source.RECEIVED)));
        receive.inherit().forEach(properties::remove);
        properties.putAll(SimulatedProperties.local(receive.override()));
        return properties;
    }
}
