// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jzrepl.api.control.ControlPoint;
import org.jzrepl.api.control.Operations;

/// What is open for operators at one path. Closing closes all of it.
record ControlPlaces(Path path, List<Closeable> open) implements Closeable {
    /// Opens all points, or none.
    static ControlPlaces open(Path path, List<ControlPoint> points, Operations operations) throws IOException {
        var open = new ControlPlaces(path, new ArrayList<>());
        try {
            for (var point : points) {
                open.open().add(point.open(path, operations));
            }
            return open;
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        for (var one : open) {
            one.close();
        }
    }
}
