// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.zfs;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.api.zfs.ZfsException;

/// What the parts of the contract share.
public interface ZfsCases {
    Scan EVERYTHING = new Scan(Set.of("zrepl:placeholder", "encryption", "org.jzrepl:test"), true);

    ZfsBench bench();

    default Zfs zfs() {
        return bench().zfs();
    }

    default Dataset look(DatasetPath dataset) throws ZfsException, InterruptedException {
        return zfs().catalog().look(dataset, EVERYTHING).orElseThrow();
    }

    default Optional<String> token(DatasetPath dataset) throws ZfsException, InterruptedException {
        return zfs().catalog().look(dataset, Scan.NAMES).flatMap(Dataset::resumeToken);
    }

    default List<String> names(DatasetPath dataset) throws ZfsException, InterruptedException {
        return zfs().catalog().revisions(dataset).stream()
                .map(Revision::relativeName)
                .toList();
    }
}
