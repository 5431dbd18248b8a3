// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.ZfsException;

/// All datasets of all pools at one moment. `txg` is the last transaction group, shared by the pools.
record World(long txg, SortedMap<DatasetPath, Node> nodes) {
    static final World EMPTY = new World(0, new TreeMap<>());

    World {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }

    Optional<Node> node(DatasetPath path) {
        return Optional.ofNullable(nodes.get(path));
    }

    /// @param action what is about to be done, for the message
    Node require(DatasetPath path, String action) throws NoSuchDatasetException {
        return node(path).orElseThrow(() -> new NoSuchDatasetException(action + ": dataset does not exist"));
    }

    World with(Node node) {
        var all = new TreeMap<>(nodes);
        all.put(node.path(), node);
        return new World(txg, all);
    }

    World without(DatasetPath path) {
        var all = new TreeMap<>(nodes);
        all.remove(path);
        return new World(txg, all);
    }

    World nextTxg() {
        return new World(txg + 1, nodes);
    }

    /// A new dataset; a pool if it has one component.
    World created(DatasetPath path, SortedMap<String, Property> properties) throws ZfsException {
        if (nodes.containsKey(path)) {
            throw new ZfsException("create " + path + ": dataset already exists");
        }
        if (path.components().size() > 1 && !nodes.containsKey(path.ancestors().getLast())) {
            throw new ZfsException("create " + path + ": parent does not exist");
        }
        return with(Node.empty(path, properties));
    }

    /// The roots that exist and everything below them, by path, each once.
    List<Node> below(Collection<DatasetPath> roots) {
        return nodes.values().stream()
                .filter(node -> roots.stream().anyMatch(root -> node.path().startsWith(root)))
                .toList();
    }

    /// The property as the dataset sees it: its own, or the nearest ancestor's.
    Optional<Property> property(DatasetPath path, String name) {
        var own = node(path).map(node -> node.properties().get(name));
        if (own.isPresent()) {
            return own;
        }
        return path.ancestors().reversed().stream()
                .flatMap(ancestor -> node(ancestor).stream())
                .flatMap(ancestor -> Optional.ofNullable(ancestor.properties().get(name)).stream())
                .findFirst()
                .map(inherited -> new Property(inherited.value(), Property.Source.INHERITED))
                .or(() -> name.equals("encryption")
                        ? Optional.of(new Property("off", Property.Source.DEFAULT))
                        : Optional.empty());
    }
}
