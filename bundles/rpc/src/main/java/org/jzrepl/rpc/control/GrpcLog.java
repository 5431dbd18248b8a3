// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.control;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes over what gRPC logs, which would go to stderr with stack traces for everything that a hostile peer says.
/// What matters of it is told by [Faults]; here it is for developers.
public final class GrpcLog extends Handler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcLog.class);

    private final java.util.logging.Logger grpc = java.util.logging.Logger.getLogger("io.grpc");

    public GrpcLog() {
        grpc.setUseParentHandlers(false);
        grpc.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        if (record.getLevel().intValue() >= Level.INFO.intValue()) {
            LOG.atDebug()
                    .addKeyValue("entry", record.getMessage())
                    .setCause(record.getThrown())
                    .log("gRPC");
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        grpc.removeHandler(this);
        grpc.setUseParentHandlers(true);
    }
}
