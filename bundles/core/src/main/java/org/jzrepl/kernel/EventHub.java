// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jzrepl.api.event.Event;
import org.jzrepl.api.event.EventSink;
import org.jzrepl.api.event.Events;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands each event to every sink.
@Component
public final class EventHub implements Events {
    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

    private final List<EventSink> sinks = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void add(EventSink sink) {
        sinks.add(sink);
    }

    void remove(EventSink sink) {
        sinks.remove(sink);
    }

    /// A sink that throws must not keep the others from hearing.
    @Override
    public void publish(Event event) {
        for (var sink : sinks) {
            try {
                sink.on(event);
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue("sink", sink.getClass().getName())
                        .setCause(e)
                        .log("event sink failed");
            }
        }
    }
}
