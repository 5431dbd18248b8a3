// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.LocalEndpoints.PlaceholderEncryption;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;

/// Creates placeholders for the ancestors that a received dataset lacks (`replication-and-zfs.md` 3.2). What
/// exists is left as it is, placeholder or not.
record ParentDatasets(
        Zfs zfs, PathClaims claims, DatasetPath rootFs, DatasetPath clientRoot, PlaceholderEncryption encryption) {
    void ensure(DatasetPath dataset) throws ZfsException, InterruptedException {
        var ancestors = dataset.ancestors();
        var there = zfs.catalog().look(ancestors, Scan.NAMES).stream()
                .map(Dataset::path)
                .collect(Collectors.toSet());
        for (var ancestor : ancestors) {
            if (!there.contains(ancestor)) {
                create(ancestor);
            }
        }
    }

    /// Fails where `root_fs` is missing: nobody but the operator creates that, or an exported pool's place in
    /// the root filesystem would fill up.
    void requireRoot() throws ZfsException, InterruptedException {
        if (zfs.catalog().look(List.of(rootFs), Scan.NAMES).isEmpty()) {
            throw missingRoot(rootFs);
        }
    }

    private void create(DatasetPath placeholder) throws ZfsException, InterruptedException {
        if (rootFs.startsWith(placeholder)) {
            throw missingRoot(placeholder);
        }
        var properties = properties(placeholder);
        try (var _ = claims.claim(placeholder)) {
            if (zfs.catalog().look(placeholder, Scan.NAMES).isEmpty()) {
                zfs.properties().create(placeholder, properties);
            }
        }
    }

    private Map<String, String> properties(DatasetPath placeholder) throws ZfsException {
        var properties = new HashMap<String, String>();
        properties.put(Dataset.PLACEHOLDER, Placeholding.PLACEHOLDER.value());
        properties.put("mountpoint", "none");
        switch (encryption) {
            case INHERIT -> {}
            case OFF -> properties.put("encryption", "off");
            case UNSPECIFIED -> {
                if (!placeholder.equals(clientRoot)) {
                    throw new ZfsException("create placeholder " + placeholder
                            + ": recv.placeholder.encryption is not set; say inherit or off");
                }
            }
        }
        return properties;
    }

    private ZfsException missingRoot(DatasetPath missing) {
        return missing.components().size() == 1
                ? new ZfsException("pool " + missing + " of root_fs " + rootFs + " is not imported; import it")
                : new ZfsException("root_fs " + rootFs + ": dataset " + missing + " does not exist; create it");
    }
}
