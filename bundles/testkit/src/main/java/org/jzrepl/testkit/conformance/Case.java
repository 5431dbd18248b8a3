// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.conformance;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One case of a file, or a part of one; what it does not say is empty.
public record Case(Map<?, ?> values) {
    public boolean has(String key) {
        return values.get(key) != null;
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(Object::toString);
    }

    /// The same, empty text where it is absent.
    public String string(String key) {
        return text(key).orElse("");
    }

    public boolean flag(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    public long unsigned(String key) {
        return new BigInteger(string(key)).longValue();
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

    /// A list of lists.
    public List<List<String>> rows(String key) {
        return list(key).stream()
                .map(row -> ((List<?>) row).stream().map(Object::toString).toList())
                .toList();
    }

    public String id() {
        return text("id").or(() -> text("in").map(in -> "\"" + in + "\"")).orElseGet(values::toString);
    }
}
