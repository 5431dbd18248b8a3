// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.util.Map;
import java.util.TreeMap;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsProperties;

/// Writes properties of the model and creates its datasets.
record SimulatedProperties(Simulation simulation) implements ZfsProperties {
    @Override
    public void set(DatasetPath dataset, Map<String, String> values) throws ZfsException, InterruptedException {
        simulation.change(now -> {
            var node = now.require(dataset, "set properties of " + dataset);
            var properties = new TreeMap<>(node.properties());
            properties.putAll(local(values));
            return now.with(node.withProperties(properties));
        });
    }

    @Override
    public void create(DatasetPath dataset, Map<String, String> values) throws ZfsException, InterruptedException {
        try {
            EntityName.FILESYSTEM.check(dataset.toString());
        } catch (IllegalArgumentException e) {
            throw new ZfsException("create " + dataset + ": " + e.getMessage(), e);
        }
        simulation.change(now -> now.nextTxg().created(dataset, local(values)));
    }

    static TreeMap<String, Property> local(Map<String, String> values) {
        var properties = new TreeMap<String, Property>();
        values.forEach((name, value) -> properties.put(name, new Property(value, Property.Source.LOCAL)));
        return properties;
    }
}
