// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.ZfsCatalog;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.zfs.exec.Argv.Depth;

/// Reads with at most two commands, however many datasets there are: `zfs get` for the datasets, and `zfs
/// list` for their revisions.
record ExecCatalog(Program program) implements ZfsCatalog {
    private static final String KIND = "type";
    private static final String TOKEN = "receive_resume_token";
    private static final String NO_DATASETS = "no datasets available";

    @Override
    public List<Dataset> scan(Collection<DatasetPath> roots, Scan what) throws ZfsException, InterruptedException {
        var outermost = new TreeSet<>(roots);
        outermost.removeIf(path -> roots.stream().anyMatch(root -> !path.equals(root) && path.startsWith(root)));
        return read(Depth.ALL, outermost, what);
    }

    @Override
    public List<Dataset> look(Collection<DatasetPath> datasets, Scan what) throws ZfsException, InterruptedException {
        var named = new TreeSet<>(datasets);
        named.remove(DatasetPath.ROOT);
        return read(Depth.ALONE, named, what);
    }

    private List<Dataset> read(Depth depth, Collection<DatasetPath> roots, Scan what)
            throws ZfsException, InterruptedException {
        if (roots.isEmpty()) {
            return List.of();
        }
        var wanted = new LinkedHashSet<>(List.of(KIND, TOKEN));
        wanted.addAll(new TreeSet<>(what.properties()));
        var rows = new PropertyRows(wanted);
        list(roots, names -> Argv.properties(wanted, depth, names), rows);
        var revisions = new HashMap<DatasetPath, List<VersionRow>>();
        if (what.revisions()) {
            list(roots, names -> Argv.revisions(depth, names), line -> {
                var row = VersionRow.parse(line);
                revisions.computeIfAbsent(row.dataset(), _ -> new ArrayList<>()).add(row);
            });
        }
        var datasets = new ArrayList<Dataset>();
        for (var entry : rows.found().entrySet()) {
            datasets.add(
                    dataset(entry.getKey(), entry.getValue(), revisions.getOrDefault(entry.getKey(), List.of()), what));
        }
        return List.copyOf(datasets);
    }

    /// What is missing, or goes while we look, is left out.
    private void list(Collection<DatasetPath> roots, Arguments arguments, LineSink rows)
            throws ZfsException, InterruptedException {
        Batches.run(names(roots), names -> {
            var finished = program.run(arguments.of(names), rows);
            if (!finished.ok() && !finished.complaints().stream().allMatch(isExpected(roots))) {
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

    private static List<String> names(Collection<DatasetPath> roots) throws ZfsException {
        var names = new ArrayList<String>();
        for (var root : roots) {
            if (!root.isRoot()) {
                names.add(Names.dataset(root));
            }
        }
        return names;
    }

    private static Dataset dataset(DatasetPath path, Map<String, Property> properties, List<VersionRow> rows, Scan what)
            throws ZfsException {
        var asked = new HashMap<>(properties);
        asked.keySet().retainAll(what.properties());
        return new Dataset(
                path,
                kind(path, properties.get(KIND)),
                asked,
                Optional.ofNullable(properties.get(TOKEN))
                        .map(Property::value)
                        .filter(token -> !token.isEmpty() && !token.equals("-")),
                rows.stream().map(VersionRow::revision).sorted(Revision.BY_AGE).toList(),
                held(rows));
    }

    private static Dataset.Kind kind(DatasetPath path, Property type) throws ZfsException {
        return switch (type.value()) {
            case "filesystem" -> Dataset.Kind.FILESYSTEM;
            case "volume" -> Dataset.Kind.VOLUME;
            default -> throw new ZfsException("list " + path + ": is of type " + type.value());
        };
    }

    private static java.util.Set<Revision.Snapshot> held(List<VersionRow> rows) {
        return rows.stream()
                .filter(VersionRow::held)
                .map(VersionRow::revision)
                .flatMap(revision -> revision instanceof Revision.Snapshot snapshot
                        ? java.util.stream.Stream.of(snapshot)
                        : java.util.stream.Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    @FunctionalInterface
    private interface Arguments {
        List<String> of(List<String> names);
    }
}
