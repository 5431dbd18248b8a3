// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import org.jzrepl.api.config.JobName;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.replication.local.OnDiskNames.Anchor;

/// One hold or bookmark that a job left: what it means, and where it is.
sealed interface Abstraction {
    DatasetPath dataset();

    Anchor anchor();

    /// The bookmark itself, or the snapshot that is held.
    Revision revision();

    /// The bookmark's name, or the hold's tag.
    String name();

    default AbstractionType type() {
        return AbstractionType.of(anchor().kind());
    }

    default String fullPath() {
        return dataset() + revision().relativeName();
    }

    /// One without a job is everybody's.
    default boolean isOf(JobName job) {
        return anchor().job().map(job::equals).orElse(true);
    }

    /// As the list shows it.
    String text();

    record Mark(DatasetPath dataset, Anchor anchor, Revision.Bookmark revision) implements Abstraction {
        @Override
        public String name() {
            return revision.name();
        }

        @Override
        public String text() {
            return type().id() + " " + fullPath();
        }
    }

    /// @param holds how many holds there are on the snapshot, this one included
    record Hold(DatasetPath dataset, Anchor anchor, Revision.Snapshot revision, String name, int holds)
            implements Abstraction {
        @Override
        public String text() {
            return type().id() + " \"" + name + "\" on " + fullPath();
        }
    }
}
