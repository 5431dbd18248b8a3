// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.itests.swaps.Rules.Snap;
import org.jzrepl.itests.swaps.Tally.What;
import org.jzrepl.zfs.simulated.SimulatedZfs;

/// The test's own books: every snapshot that was ever taken, with its content, and what each side should have.
final class SwapLedger {
    private final SimulatedZfs zfs;
    private final Tally tally;
    private final Map<Guid, Birth> births = new HashMap<>();
    private final Map<DatasetPath, List<Guid>> there = new HashMap<>();

    SwapLedger(SimulatedZfs zfs, Tally tally) {
        this.zfs = zfs;
        this.tally = tally;
    }

    private record Birth(int age, String name, Map<String, String> content) {}

    /// What may have pruned since the last look: each version of the test's rule that was offered at some time,
    /// and empty for a time in which a rule was missing.
    record Pruning(Rules rules, Set<Optional<String>> versions) {}

    void born(DatasetPath path, String name) throws IOException, InterruptedException {
        var snapshot = snapshots(path).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        births.put(snapshot.guid(), new Birth(births.size(), name, zfs.content(path, name)));
        there.computeIfAbsent(path, _ -> new ArrayList<>()).add(snapshot.guid());
    }

    /// Compares with what was, and judges what is gone.
    void check(List<Pair> pairs, Pruning pruning) throws IOException, InterruptedException {
        var sides = new ArrayList<Side>();
        for (var pair : pairs) {
            sides.addAll(look(pair));
        }
        for (var side : List.of(true, false)) {
            var looked = sides.stream().filter(one -> one.sender() == side).toList();
            judge(looked, pruning);
        }
        for (var side : sides) {
            there.put(side.path(), side.now());
        }
    }

    /// One side of a filesystem: what it had when it was pruned, and what it has.
    private record Side(
            DatasetPath path, boolean sender, boolean local, List<Snap> history, List<Guid> was, List<Guid> now) {
        List<Snap> gone() {
            return Stream.iterate(0, i -> i < was.size(), i -> i + 1)
                    .filter(i -> !now.contains(was.get(i)))
                    .map(history::get)
                    .toList();
        }
    }

    private List<Side> look(Pair pair) throws IOException, InterruptedException {
        var sent = there.getOrDefault(pair.sent(), List.of());
        var sentNow = guids(pair.sent());
        if (pair.copy().isEmpty()) {
            return List.of(new Side(pair.sent(), true, true, snaps(sent, births.size()), sent, sentNow));
        }
        var copy = pair.copy().orElseThrow();
        var received = there.getOrDefault(copy, List.of());
        var receivedNow = guids(copy);
        compare(copy, received);
        int before = newest(received);
        int after = newest(receivedNow);
        if (after < before) {
            throw new LawBrokenException(
                    copy + " has lost its newest snapshot: of " + names(received) + " are left " + names(receivedNow));
        }
        // each was sent on its own, so those in between have come, too, if only to be pruned
        var came = sent.stream()
                .filter(guid -> age(guid) > before && age(guid) <= after)
                .toList();
        var all = Stream.concat(received.stream(), came.stream()).toList();
        return List.of(
                new Side(pair.sent(), true, false, snaps(sent, after), sent, sentNow),
                new Side(copy, false, false, snaps(all, births.size()), all, receivedNow));
    }

    /// Older than that age is replicated.
    private List<Snap> snaps(List<Guid> guids, int replicated) {
        return guids.stream()
                .map(births::get)
                .map(birth -> new Snap(birth.name(), birth.age() < replicated))
                .toList();
    }

    /// A run that was broken off is taken up again, perhaps with another version: one that was offered must
    /// explain
    /// each that is gone.
    private void judge(List<Side> sides, Pruning pruning) {
        tally.add(
                What.DESTROYED,
                sides.stream().mapToLong(side -> side.gone().size()).sum());
        if (!sides.stream().allMatch(side -> explains(pruning, side))) {
            throw new LawBrokenException("destroyed, and kept by a rule of "
                    + pruning.versions().stream()
                            .map(version -> version.orElse("a time without a rule"))
                            .toList() + ": "
                    + sides.stream()
                            .map(side -> side.path() + " " + side.gone() + " of " + side.history())
                            .toList());
        }
    }

    private static boolean explains(Pruning pruning, Side side) {
        return side.gone().stream()
                .allMatch(snap -> pruning.versions().stream()
                        .flatMap(Optional::stream)
                        .anyMatch(version -> !keeps(pruning.rules(), version, snap, side)));
    }

    private static boolean keeps(Rules rules, String version, Snap snap, Side side) {
        var history = side.history();
        if (side.local()) {
            return rules.local(snap, history, version);
        }
        return side.sender() ? rules.sender(snap, history, version) : rules.receiver(snap, history, version);
    }

    /// What has come since the last look has the content that it was taken with.
    private void compare(DatasetPath copy, List<Guid> known) throws IOException, InterruptedException {
        for (var snapshot : snapshots(copy)) {
            if (known.contains(snapshot.guid())) {
                continue;
            }
            var birth = Optional.ofNullable(births.get(snapshot.guid()))
                    .orElseThrow(() -> new LawBrokenException(copy + snapshot.relativeName() + " is nobody's copy"));
            tally.count(What.COMPARED);
            var content = zfs.content(copy, snapshot.name());
            if (!content.equals(birth.content()) || !snapshot.name().equals(birth.name())) {
                throw new LawBrokenException(
                        copy + snapshot.relativeName() + " has " + content + " instead of " + birth);
            }
        }
    }

    /// After the last run: the newest is there, and nothing is left half done.
    void checkConverged(Pair pair) throws IOException, InterruptedException {
        var copy = pair.copy().orElseThrow();
        var sent = guids(pair.sent());
        var received = guids(copy);
        if (sent.isEmpty() ? !received.isEmpty() : !received.contains(sent.getLast())) {
            throw new LawBrokenException(copy + " lacks the newest of " + names(sent) + ": " + names(received));
        }
        compare(copy, List.of());
        var partial = zfs.catalog().look(copy, Scan.REVISIONS).flatMap(Dataset::resumeToken);
        if (partial.isPresent()) {
            throw new LawBrokenException(copy + " has a partial receive that nobody goes on with");
        }
    }

    private List<String> names(List<Guid> guids) {
        return guids.stream().map(guid -> births.get(guid).name()).toList();
    }

    private int newest(List<Guid> guids) {
        return guids.stream().mapToInt(this::age).max().orElse(-1);
    }

    private int age(Guid guid) {
        return Optional.ofNullable(births.get(guid)).map(Birth::age).orElse(-1);
    }

    private List<Guid> guids(DatasetPath path) throws IOException, InterruptedException {
        return new ArrayList<>(snapshots(path).stream().map(Snapshot::guid).toList());
    }

    private List<Snapshot> snapshots(DatasetPath path) throws IOException, InterruptedException {
        return zfs.catalog().look(path, Scan.REVISIONS).stream()
                .flatMap(dataset -> dataset.revisions().stream())
                .filter(Snapshot.class::isInstance)
                .map(Snapshot.class::cast)
                .toList();
    }
}
