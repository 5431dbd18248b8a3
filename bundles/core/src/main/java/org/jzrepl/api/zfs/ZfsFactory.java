// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.osgi.annotation.versioning.ConsumerType;

/// Makes the ZFS that `global.zfs` asks for; supplier kind `zfs`.
@ConsumerType
@FunctionalInterface
public interface ZfsFactory {
    /// Reads the section to its end. Starts no process and opens no file: an unreachable ZFS shows at the first
    /// use.
    Zfs create(Section zfs) throws ConfigException;
}
