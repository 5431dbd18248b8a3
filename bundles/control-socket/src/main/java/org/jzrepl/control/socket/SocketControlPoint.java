// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.control.socket;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jzrepl.api.control.ControlPoint;
import org.jzrepl.api.control.DaemonControl;
import org.jzrepl.api.threads.Threads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Serves operators on `global.control.sockpath`.
@Component
public final class SocketControlPoint implements ControlPoint {
    private final Threads threads;

    @Activate
    public SocketControlPoint(@Reference Threads threads) {
        this.threads = threads;
    }

    @Override
    public Closeable open(Path socket, DaemonControl control) throws IOException {
        return new ControlServer(SocketPlace.claim(socket), new Routes(control), threads);
    }
}
