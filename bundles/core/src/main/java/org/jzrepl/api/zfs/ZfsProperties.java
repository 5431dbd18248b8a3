// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

import java.util.Map;
import org.jzrepl.api.dataset.DatasetPath;
import org.osgi.annotation.versioning.ProviderType;

/// Writes properties and creates datasets; [ZfsCatalog] reads.
@ProviderType
public interface ZfsProperties {
    /// Sets all values locally, in one command.
    void set(DatasetPath dataset, Map<String, String> values) throws ZfsException, InterruptedException;

    /// Creates one filesystem, whose parent must exist.
    void create(DatasetPath dataset, Map<String, String> values) throws ZfsException, InterruptedException;
}
