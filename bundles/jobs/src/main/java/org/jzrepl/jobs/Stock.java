// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.io.IOException;
import java.util.List;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Endpoint;
import org.jzrepl.api.endpoint.Endpoint.Filesystem;

/// What a side has, as the planning of its pruning sees it: as it is, or as it will be.
interface Stock {
    List<Filesystem> filesystems() throws IOException, InterruptedException;

    List<Revision> revisions(DatasetPath filesystem) throws IOException, InterruptedException;

    static Stock of(Endpoint side) {
        return new Stock() {
            @Override
            public List<Filesystem> filesystems() throws IOException, InterruptedException {
                return side.filesystems();
            }

            @Override
            public List<Revision> revisions(DatasetPath filesystem) throws IOException, InterruptedException {
                return side.revisions(filesystem);
            }
        };
    }
}
