// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.replication.local.OnDiskNames;

/// Which holds and bookmarks to find. Datasets are read all at once, and holds only where there are any.
record Search(DatasetSelection datasets, Set<AbstractionType> types, Optional<JobName> job) {
    Search {
        types = Set.copyOf(types);
    }

    /// What is found, by dataset and age. A dataset whose holds cannot be read goes to `failures`.
    List<Abstraction> find(Zfs zfs, Consumer<ZfsException> failures) throws ZfsException, InterruptedException {
        var found = new ArrayList<Abstraction>();
        for (var dataset : datasets.read(zfs.catalog(), Scan.REVISIONS)) {
            var holds = holds(zfs, dataset, failures);
            for (var revision : dataset.revisions()) {
                of(dataset, revision, holds)
                        .filter(one -> types.contains(one.type()))
                        .filter(one -> job.filter(wanted -> !one.isOf(wanted)).isEmpty())
                        .forEach(found::add);
            }
        }
        return found;
    }

    private Map<Revision.Snapshot, Set<String>> holds(Zfs zfs, Dataset dataset, Consumer<ZfsException> failures)
            throws InterruptedException {
        if (dataset.held().isEmpty() || Collections.disjoint(types, AbstractionType.HOLDS)) {
            return Map.of();
        }
        try {
            return zfs.anchors().holds(dataset.path(), dataset.held());
        } catch (ZfsException e) {
            failures.accept(e);
            return Map.of();
        }
    }

    private static Stream<Abstraction> of(
            Dataset dataset, Revision revision, Map<Revision.Snapshot, Set<String>> holds) {
        return switch (revision) {
            case Revision.Bookmark bookmark ->
                OnDiskNames.ofBookmark(dataset.path(), bookmark).stream()
                        .map(anchor -> new Abstraction.Mark(dataset.path(), anchor, bookmark));
            case Revision.Snapshot snapshot -> {
                var tags = holds.getOrDefault(snapshot, Set.of());
                yield tags.stream()
                        .sorted()
                        .flatMap(tag -> OnDiskNames.ofTag(tag).stream()
                                .map(anchor ->
                                        new Abstraction.Hold(dataset.path(), anchor, snapshot, tag, tags.size())));
            }
        };
    }
}
