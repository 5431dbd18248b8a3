// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The conformance cases of output scraping, group by group.
record Cases(Map<?, ?> groups) {
    static Cases load() throws IOException {
        try (InputStream in = Objects.requireNonNull(Cases.class.getResourceAsStream("/zfs-parsing-cases.yml"))) {
            return new Cases((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in));
        }
    }

    List<Case> of(String group) {
        return ((List<?>) groups.get(group))
                .stream().map(one -> new Case((Map<?, ?>) one)).toList();
    }

    Stream<DynamicTest> tests(String group, ThrowingConsumer<Case> test) {
        return of(group).stream().map(one -> DynamicTest.dynamicTest(one.title(), () -> test.accept(one)));
    }

    record Case(Map<?, ?> values) {
        String title() {
            return values.toString();
        }

        boolean has(String key) {
            return values.get(key) != null;
        }

        String text(String key) {
            return Objects.toString(values.get(key), "");
        }

        boolean flag(String key) {
            return Boolean.TRUE.equals(values.get(key));
        }

        Case inner(String key) {
            return new Case((Map<?, ?>) values.get(key));
        }

        long unsigned(String key) {
            return new BigInteger(text(key)).longValue();
        }

        List<String> texts(String key) {
            return has(key)
                    ? ((List<?>) values.get(key)).stream().map(Object::toString).toList()
                    : List.of();
        }

        List<List<String>> pairs(String key) {
            return has(key)
                    ? ((List<?>) values.get(key))
                            .stream()
                                    .map(pair -> ((List<?>) pair)
                                            .stream().map(Object::toString).toList())
                                    .toList()
                    : List.of();
        }
    }
}
