// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.ZfsCatalog;
import org.jzrepl.api.zfs.ZfsException;

/// What exists in the model.
record SimulatedCatalog(Simulation simulation) implements ZfsCatalog {
    @Override
    public List<Dataset> scan(Collection<DatasetPath> roots, Scan what) throws ZfsException, InterruptedException {
        var world = simulation.now();
        return world.below(roots).stream().map(node -> seen(world, node, what)).toList();
    }

    @Override
    public List<Dataset> look(Collection<DatasetPath> datasets, Scan what) throws ZfsException, InterruptedException {
        var world = simulation.now();
        return datasets.stream()
                .distinct()
                .sorted()
                .flatMap(path -> world.node(path).stream())
                .map(node -> seen(world, node, what))
                .toList();
    }

    private static Dataset seen(World world, Node node, Scan what) {
        var properties = new HashMap<String, Property>();
        what.properties()
                .forEach(name -> world.property(node.path(), name).ifPresent(value -> properties.put(name, value)));
        var revisions = new ArrayList<Revision>();
        if (what.revisions()) {
            node.snapshots().forEach(snap -> revisions.add(snap.revision()));
            node.bookmarks().forEach(mark -> revisions.add(mark.revision()));
            revisions.sort(Revision.BY_AGE);
        }
        var held = node.snapshots().stream()
                .filter(snap -> what.revisions() && !snap.holds().isEmpty())
                .map(Snap::revision)
                .collect(Collectors.toSet());
        return new Dataset(node.path(), node.kind(), properties, node.partial().map(Partial::token), revisions, held);
    }
}
