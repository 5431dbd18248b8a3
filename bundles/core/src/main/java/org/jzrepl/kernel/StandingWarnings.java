// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jzrepl.api.warning.WarningSource;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/// What all sources warn of now.
@Component(service = StandingWarnings.class)
public final class StandingWarnings {
    private final List<WarningSource> sources = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void add(WarningSource source) {
        sources.add(source);
    }

    void remove(WarningSource source) {
        sources.remove(source);
    }

    /// Each once, in alphabetical order.
    List<String> at(Instant now) {
        return sources.stream()
                .flatMap(source -> warnings(source, now))
                .distinct()
                .sorted()
                .toList();
    }

    /// A source that throws must not keep the others, nor the status, from being read.
    private static Stream<String> warnings(WarningSource source, Instant now) {
        try {
            return source.warnings(now).stream();
        } catch (RuntimeException e) {
            return Stream.of("warnings of " + source.getClass().getName() + " cannot be read: " + e);
        }
    }
}
