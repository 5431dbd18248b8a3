// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.ResumeToken;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsStreams;

/// Sends and receives within the model, and between models.
final class SimulatedStreams implements ZfsStreams {
    private final Simulation simulation;
    /// Targets of the receives under way: ZFS takes one at a time for each.
    private final Set<DatasetPath> receiving = ConcurrentHashMap.newKeySet();

    SimulatedStreams(Simulation simulation) {
        this.simulation = simulation;
    }

    @Override
    public OptionalLong estimate(Send send) throws ZfsException, InterruptedException {
        if (send.resumeToken().isEmpty()
                && send.from().filter(Revision.Bookmark.class::isInstance).isPresent()) {
            return OptionalLong.empty();
        }
        var source = source(send);
        return OptionalLong.of(source.changes().bytes(source.skipped()));
    }

    @Override
    public ReadableByteChannel send(Send send) throws ZfsException, InterruptedException {
        var source = source(send);
        var to = source.to().revision();
        var preamble = new Preamble(
                source.from(),
                to.guid(),
                send.dataset() + "@" + to.name(),
                to.creation(),
                source.skipped(),
                send.flags().contains(Flag.PROPERTIES) ? source.properties() : Map.of());
        return new SendStream(
                preamble,
                source.changes().records(source.skipped()),
                simulation.faults().pace());
    }

    @Override
    public void receive(Receive receive, ReadableByteChannel stream) throws IOException, InterruptedException {
        if (!receiving.add(receive.dataset())) {
            throw new ZfsException("receive " + receive.dataset() + "@" + receive.snapshot() + ": destination is busy");
        }
        try {
            new Receiving(simulation, receive).run(stream);
        } finally {
            receiving.remove(receive.dataset());
        }
    }

    @Override
    public void abortReceive(DatasetPath dataset) throws ZfsException, InterruptedException {
        simulation.change(now -> {
            var node = now.require(dataset, "abort receive of " + dataset);
            if (node.partial().isEmpty()) {
                return now;
            }
            boolean fresh = node.partial().orElseThrow().fresh();
            return fresh ? now.without(dataset) : now.with(node.withPartial(Optional.empty()));
        });
    }

    private record Source(
            Snap to, Optional<Guid> from, Changes changes, long skipped, Map<String, String> properties) {}

    private Source source(Send send) throws ZfsException, InterruptedException {
        var action = "send " + send.dataset() + "@" + send.to().name();
        var node = simulation.now().require(send.dataset(), action);
        return send.resumeToken().isPresent()
                ? resumed(node, send.resumeToken().orElseThrow(), action)
                : source(node, send.from().map(Revision::guid), send.to().guid(), 0, action);
    }

    /// As ZFS does, everything comes from the token.
    private static Source resumed(Node node, String text, String action) throws ZfsException {
        try {
            var token = ResumeToken.parse(text);
            return source(node, token.from(), token.to(), ReceivedRecords.of(text), action);
        } catch (IllegalArgumentException e) {
            throw new ZfsException(action + ": " + e.getMessage(), e);
        }
    }

    private static Source source(Node node, Optional<Guid> from, Guid to, long skipped, String action)
            throws ZfsException {
        var target =
                node.snapshot(to).orElseThrow(() -> new NoSuchDatasetException(action + ": dataset does not exist"));
        var properties = new TreeMap<String, String>();
        node.properties().forEach((name, property) -> {
            if (property.source() == Property.Source.LOCAL) {
                properties.put(name, property.value());
            }
        });
        return new Source(
                target, from, Changes.between(base(node, from, target, action), target.files()), skipped, properties);
    }

    private static Revision.Bookmark mark(Revision.Snapshot as) {
        return new Revision.Bookmark(as.name(), as.guid(), as.createTxg(), as.creation());
    }

    /// The files at `from`.
    private static SortedMap<String, FileContent> base(Node node, Optional<Guid> from, Snap to, String action)
            throws ZfsException {
        if (from.isEmpty()) {
            return new TreeMap<>();
        }
        var guid = from.orElseThrow();
        var base = node.snapshot(guid)
                .map(snap -> new Mark(mark(snap.revision()), snap.files()))
                .or(() -> node.bookmarks().stream()
                        .filter(mark -> mark.guid().equals(guid))
                        .findFirst())
                .orElseThrow(() -> new NoSuchDatasetException(action + ": incremental source does not exist"));
        if (Long.compareUnsigned(base.createTxg(), to.revision().createTxg()) >= 0) {
            throw new ZfsException(action + ": incremental source is not earlier than the snapshot");
        }
        return base.files();
    }
}
