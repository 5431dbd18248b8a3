// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ZfsAnchors;
import org.jzrepl.api.zfs.ZfsException;

/// `zfs hold`, `zfs release`, `zfs holds` and `zfs bookmark`. Each takes its snapshots one after the other
/// and goes on after a refusal, so that what is left to judge is each line of the errors.
record ExecAnchors(Program program, SnapshotMemory memory) implements ZfsAnchors {
    private static final String HELD_ALREADY = "tag already exists on this dataset";
    private static final String NOT_HELD = "no such tag on this dataset";
    private static final String BOOKMARK_EXISTS = "bookmark exists";
    private static final Pattern MISSING =
            Pattern.compile("cannot .*'(?<name>[^']*)': .*(?:does not exist|no such pool or dataset)");

    @Override
    public void hold(DatasetPath dataset, Collection<Revision.Snapshot> snapshots, String tag)
            throws ZfsException, InterruptedException {
        Names.tag(tag);
        each(
                dataset,
                snapshots,
                some -> Argv.hold(tag, some),
                complaint -> complaint.contains(HELD_ALREADY),
                "hold " + tag + " on ");
    }

    @Override
    public void release(DatasetPath dataset, Collection<Revision.Snapshot> snapshots, String tag)
            throws ZfsException, InterruptedException {
        Names.tag(tag);
        each(
                dataset,
                snapshots,
                some -> Argv.release(tag, some),
                complaint -> complaint.contains(NOT_HELD) || missing(complaint).isPresent(),
                "release " + tag + " from ");
    }

    private void each(
            DatasetPath dataset,
            Collection<Revision.Snapshot> snapshots,
            Arguments arguments,
            Predicate<String> isFine,
            String action)
            throws ZfsException, InterruptedException {
        if (snapshots.isEmpty()) {
            return;
        }
        try {
            each(names(dataset, snapshots), arguments, isFine, action);
        } finally {
            memory.forget(dataset); // no sign tells of holds
        }
    }

    private void each(List<String> names, Arguments arguments, Predicate<String> isFine, String action)
            throws ZfsException, InterruptedException {
        Batches.run(names, some -> {
            var finished = program.run(arguments.of(some));
            var wrong = finished.complaints().stream().filter(isFine.negate()).toList();
            if (!finished.ok() && (!wrong.isEmpty() || finished.complaints().isEmpty())) {
                throw new Finished(finished.exit(), String.join("\n", wrong)).failure(action + String.join(", ", some));
            }
        });
    }

    @Override
    public Map<Revision.Snapshot, Set<String>> holds(DatasetPath dataset, Collection<Revision.Snapshot> snapshots)
            throws ZfsException, InterruptedException {
        var holds = new LinkedHashMap<Revision.Snapshot, Set<String>>();
        if (snapshots.isEmpty()) {
            return holds;
        }
        var tagsByName = new TreeMap<String, Set<String>>();
        names(dataset, snapshots).forEach(name -> tagsByName.put(name, new TreeSet<>()));
        Batches.run(List.copyOf(tagsByName.keySet()), some -> {
            var finished = program.run(Argv.holds(some), line -> add(line, tagsByName));
            for (var complaint : finished.complaints()) {
                var missing = missing(complaint);
                if (!finished.ok()
                        && (missing.isEmpty() || missing.orElseThrow().equals(dataset.toString()))) {
                    throw finished.failure("list holds of " + dataset);
                }
                missing.ifPresent(tagsByName::remove);
            }
        });
        snapshots.forEach(snapshot -> Optional.ofNullable(tagsByName.get(dataset + snapshot.relativeName()))
                .ifPresent(tags -> holds.put(snapshot, tags)));
        return holds;
    }

    private static void add(String line, Map<String, Set<String>> tagsByName) throws ZfsException {
        var columns = line.split("\t");
        var tags = tagsByName.get(columns[0]);
        if (columns.length < 2 || tags == null) {
            throw new ZfsException("unexpected line of zfs holds: " + line);
        }
        tags.add(columns[1]);
    }

    @Override
    public Revision.Bookmark bookmark(DatasetPath dataset, Revision from, String name)
            throws ZfsException, InterruptedException {
        var source = Names.revision(dataset, from);
        var target = Names.bookmark(dataset, name);
        var action = "bookmark " + source + " as #" + name;
        var wanted = new Revision.Bookmark(name, from.guid(), from.createTxg(), from.creation());
        if (from instanceof Revision.Bookmark) {
            requireSame(target, wanted, action + ": a bookmark cannot be copied");
            return wanted;
        }
        var finished = program.run(Argv.bookmark(source, target));
        if (finished.stderr().contains(BOOKMARK_EXISTS)) {
            requireSame(target, wanted, action + ": a bookmark of another snapshot has this name");
        } else {
            finished.orThrow(action);
        }
        return wanted;
    }

    private void requireSame(String target, Revision wanted, String otherwise)
            throws ZfsException, InterruptedException {
        var there =
                Optional.ofNullable(new Identities(program).of(List.of(target)).get(target));
        if (there.filter(bookmark -> bookmark.guid().equals(wanted.guid())).isEmpty()) {
            throw new ZfsException(otherwise
                    + there.map(bookmark -> ", of GUID " + bookmark.guid()).orElse(""));
        }
    }

    private static Optional<String> missing(String complaint) {
        var missing = MISSING.matcher(complaint);
        return missing.matches() ? Optional.of(missing.group("name")) : Optional.empty();
    }

    private static List<String> names(DatasetPath dataset, Collection<Revision.Snapshot> snapshots)
            throws ZfsException {
        var names = new ArrayList<String>();
        for (var snapshot : snapshots) {
            names.add(Names.snapshot(dataset, snapshot.name()));
        }
        return names;
    }

    @FunctionalInterface
    private interface Arguments {
        List<String> of(List<String> names);
    }
}
