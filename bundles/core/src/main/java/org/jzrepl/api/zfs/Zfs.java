// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

import org.osgi.annotation.versioning.ProviderType;

/// One ZFS. All rights come from one supplier, so that a plan made on one is never executed on another.
///
/// All methods of all rights may be called from any thread; they block, and end with `InterruptedException` when
/// interrupted.
@ProviderType
public interface Zfs {
    ZfsCatalog catalog();

    ZfsSnapshots snapshots();

    ZfsAnchors anchors();

    ZfsStreams streams();

    ZfsProperties properties();
}
