// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The conformance cases in the test resources, group by group.
public record Cases(Map<?, ?> groups) {
    public static Cases load(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(Cases.class.getResourceAsStream("/" + resource), resource)) {
            return new Cases((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in));
        }
    }

    public List<Case> of(String group) {
        return ((List<?>) groups.get(group))
                .stream().map(one -> new Case((Map<?, ?>) one)).toList();
    }

    /// One case; what it does not say is empty.
    public record Case(Map<?, ?> values) {
        public boolean has(String key) {
            return values.get(key) != null;
        }

        public Optional<String> text(String key) {
            return Optional.ofNullable(values.get(key)).map(Object::toString);
        }

        public boolean flag(String key) {
            return Boolean.TRUE.equals(values.get(key));
        }

        public Case inner(String key) {
            return new Case(values.get(key) instanceof Map<?, ?> map ? map : Map.of());
        }

        public List<?> list(String key) {
            return values.get(key) instanceof List<?> list ? list : List.of();
        }

        public List<String> texts(String key) {
            return list(key).stream().map(Object::toString).toList();
        }

        public String id() {
            return text("id").or(() -> text("in").map(in -> "\"" + in + "\"")).orElseGet(values::toString);
        }
    }
}
