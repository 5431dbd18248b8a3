// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.zfs.exec.Argv.Depth;
import org.jzrepl.zfs.exec.SnapshotMemory.Reading;
import org.jzrepl.zfs.exec.SnapshotMemory.Remembered;
import org.jzrepl.zfs.exec.SnapshotMemory.Sign;

/// One reading of datasets: `zfs get` for what they are, and `zfs list` for their snapshots and bookmarks.
record Survey(Program program, Depth depth, Collection<DatasetPath> roots, Scan what) {
    private static final String KIND = "type";
    private static final String TOKEN = "receive_resume_token";
    private static final String GUID = "guid";
    private static final String ORIGIN = "origin";
    private static final String CHANGED = "snapshots_changed";
    private static final String UNKNOWN = "invalid property '" + CHANGED + "'";
    private static final String NO_DATASETS = "no datasets available";

    /// Lists everything.
    List<Dataset> anew() throws ZfsException, InterruptedException {
        if (roots.isEmpty()) {
            return List.of();
        }
        var rows = new PropertyRows(wanted(List.of(KIND, TOKEN)));
        list(roots, names -> Argv.properties(rows.wanted(), depth, names), rows, _ -> false);
        var versions = new VersionRows();
        if (what.revisions()) {
            listVersions(roots, names -> Argv.revisions(depth, names), versions);
        }
        var datasets = new ArrayList<Dataset>();
        for (var entry : rows.found().entrySet()) {
            var found = versions.take(entry.getKey());
            datasets.add(dataset(entry.getKey(), entry.getValue(), found.revisions(), Set.copyOf(found.held())));
        }
        return List.copyOf(datasets);
    }

    /// Lists the bookmarks of all datasets, which no sign tells of, but the snapshots of those only whose
    /// sign is new; of all if that is shorter.
    List<Dataset> from(SnapshotMemory memory) throws ZfsException, InterruptedException {
        if (roots.isEmpty()) {
            return List.of();
        }
        try (var reading = memory.begin()) {
            var rows = new PropertyRows(wanted(List.of(KIND, TOKEN, GUID, ORIGIN, CHANGED)));
            var refused = new ArrayList<String>();
            list(roots, names -> Argv.properties(rows.wanted(), depth, names), rows, complaint -> {
                if (complaint.contains(UNKNOWN)) {
                    refused.add(complaint);
                }
                return complaint.contains(UNKNOWN);
            });
            if (!refused.isEmpty()) {
                memory.isOfNoUse();
                return anew();
            }
            return remembering(reading, rows.found());
        }
    }

    private List<Dataset> remembering(Reading reading, Map<DatasetPath, ? extends Map<String, Property>> found)
            throws ZfsException, InterruptedException {
        var known = new HashMap<DatasetPath, Remembered>();
        found.forEach((path, properties) ->
                reading.recall(path, sign(properties)).ifPresent(remembered -> known.put(path, remembered)));
        reading.retain(found.keySet(), roots);
        var versions = new VersionRows();
        if (known.size() * 2 < found.size()) {
            known.clear();
            listVersions(roots, names -> Argv.revisions(depth, names), versions);
        } else {
            listVersions(roots, names -> Argv.bookmarks(depth, names), versions);
            var others = new TreeSet<>(found.keySet());
            others.removeAll(known.keySet());
            listVersions(others, names -> Argv.snapshots(Depth.ALONE, names), versions);
        }
        var datasets = new ArrayList<Dataset>();
        for (var entry : found.entrySet()) {
            var path = entry.getKey();
            datasets.add(
                    merged(path, entry.getValue(), versions.take(path), Optional.ofNullable(known.get(path)), reading));
        }
        return List.copyOf(datasets);
    }

    private Dataset merged(
            DatasetPath path,
            Map<String, Property> properties,
            VersionRows.Found listed,
            Optional<Remembered> known,
            Reading reading)
            throws ZfsException {
        if (known.isPresent()) {
            var all = new ArrayList<Revision>(known.orElseThrow().snapshots());
            all.addAll(listed.revisions());
            return dataset(path, properties, all, known.orElseThrow().held());
        }
        var held = Set.copyOf(listed.held());
        var dataset = dataset(path, properties, listed.revisions(), held);
        var snapshots = new ArrayList<Snapshot>();
        for (var revision : dataset.revisions()) {
            if (revision instanceof Snapshot snapshot) {
                snapshots.add(snapshot);
            }
        }
        reading.remember(path, sign(properties), new Remembered(snapshots, held));
        return dataset;
    }

    private Set<String> wanted(List<String> own) {
        var wanted = new LinkedHashSet<>(own);
        wanted.addAll(new TreeSet<>(what.properties()));
        return wanted;
    }

    private static Sign sign(Map<String, Property> properties) {
        return new Sign(value(properties, GUID), value(properties, ORIGIN), value(properties, CHANGED));
    }

    private static String value(Map<String, Property> properties, String name) {
        return Optional.ofNullable(properties.get(name)).map(Property::value).orElse("-");
    }

    private void listVersions(Collection<DatasetPath> datasets, Arguments arguments, VersionRows rows)
            throws ZfsException, InterruptedException {
        if (!datasets.isEmpty()) {
            list(datasets, arguments, rows, _ -> false);
        }
    }

    /// What is missing, or goes while we look, is left out.
    private void list(Collection<DatasetPath> datasets, Arguments arguments, LineSink rows, Predicate<String> isFine)
            throws ZfsException, InterruptedException {
        Batches.run(names(datasets), names -> {
            var finished = program.run(arguments.of(names), rows);
            if (!finished.ok()
                    && !finished.complaints().stream()
                            .allMatch(isExpected(datasets).or(isFine))) {
                throw finished.failure("list " + (names.isEmpty() ? "all datasets" : String.join(", ", names)));
            }
        });
    }

    private static Predicate<String> isExpected(Collection<DatasetPath> roots) {
        return complaint -> complaint.equals(NO_DATASETS)
                || NotExist.name(complaint)
                        .map(name -> DatasetPath.parse(name.split("[@#]", 2)[0]))
                        .filter(missing -> roots.stream().anyMatch(missing::startsWith))
                        .isPresent();
    }

    private static List<String> names(Collection<DatasetPath> datasets) throws ZfsException {
        var names = new ArrayList<String>();
        for (var dataset : datasets) {
            if (!dataset.isRoot()) {
                names.add(Names.dataset(dataset));
            }
        }
        return names;
    }

    private Dataset dataset(
            DatasetPath path, Map<String, Property> properties, List<Revision> revisions, Set<Snapshot> held)
            throws ZfsException {
        var asked = new HashMap<>(properties);
        asked.keySet().retainAll(what.properties());
        revisions.sort(Revision.BY_AGE);
        return new Dataset(
                path,
                kind(path, properties),
                asked,
                Optional.ofNullable(properties.get(TOKEN))
                        .map(Property::value)
                        .filter(token -> !token.isEmpty() && !token.equals("-")),
                revisions,
                held);
    }

    private static Dataset.Kind kind(DatasetPath path, Map<String, Property> properties) throws ZfsException {
        var type = value(properties, KIND);
        return switch (type) {
            case "filesystem" -> Dataset.Kind.FILESYSTEM;
            case "volume" -> Dataset.Kind.VOLUME;
            default -> throw new ZfsException("list " + path + ": is of type " + type);
        };
    }

    @FunctionalInterface
    private interface Arguments {
        List<String> of(List<String> names);
    }
}
