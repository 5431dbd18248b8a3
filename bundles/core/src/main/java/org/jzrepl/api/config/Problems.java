// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects what is wrong while reading goes on, so that all errors of a configuration appear at once.
///
/// Used by one thread, for the length of one method.
public final class Problems {
    private final List<ConfigException.Problem> found = new ArrayList<>();

    /// What `reading` yields, or empty after a problem, which is kept.
    public <T> Optional<T> attempt(Reading<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (ConfigException e) {
            found.addAll(e.problems());
            return Optional.empty();
        }
    }

    /// The same for what yields nothing, such as [Section#done].
    public void check(Check check) {
        try {
            check.run();
        } catch (ConfigException e) {
            found.addAll(e.problems());
        }
    }

    /// Throws what was collected, if anything was; afterwards every attempt is known to have yielded.
    public void throwIfAny() throws ConfigException {
        if (!found.isEmpty()) {
            throw new ConfigException(found.stream().distinct().sorted().toList());
        }
    }

    @FunctionalInterface
    public interface Reading<T> {
        T read() throws ConfigException;
    }

    @FunctionalInterface
    public interface Check {
        void run() throws ConfigException;
    }
}
