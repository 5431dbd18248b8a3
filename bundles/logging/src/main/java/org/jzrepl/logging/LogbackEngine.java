// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Optional;
import org.jzrepl.api.log.LogSink;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets Logback up and connects it with the kernel's sink while there is one.
@Component(service = LogbackEngine.class, immediate = true)
public final class LogbackEngine {
    private final SinkAppender appender = new SinkAppender();

    @Activate
    public LogbackEngine() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        appender.setContext(context);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
        context.getLogger("org.jzrepl").setLevel(Level.DEBUG);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bind(LogSink sink) {
        appender.sendTo(Optional.of(sink));
    }

    void unbind(LogSink sink) {
        appender.sendTo(Optional.empty());
    }

    @Deactivate
    void end() {
        appender.printRest(System.err);
        appender.stop();
    }
}
