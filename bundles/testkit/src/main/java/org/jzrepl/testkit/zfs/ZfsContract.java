// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.zfs;

/// Everything a ZFS must do.
public interface ZfsContract
        extends CatalogContract,
                SnapshotsContract,
                AnchorsContract,
                PropertiesContract,
                StreamsContract,
                BrokenStreamsContract,
                EstimatesContract,
                ResumeContract {}
