// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.osgi.framework.VersionRange;

/// What a place of the configuration asks for: a kind of supplier, its type, and the versions of its bundle that
/// will do.
record Wanted(Class<?> kind, String type, VersionRange versions) {
    static final VersionRange ANY = VersionRange.valueOf("0");

    static Wanted any(Class<?> kind, String type) {
        return new Wanted(kind, type, ANY);
    }

    /// With the versions that the section's key `version` allows: `[2,3)`, or `2` for 2 and later.
    static Wanted in(Section section, Class<?> kind, String type) throws ConfigException {
        if (!section.has("version")) {
            return any(kind, type);
        }
        return new Wanted(kind, type, section.required("version", value -> range(Words.text(value))));
    }

    private static VersionRange range(String text) {
        try {
            return VersionRange.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no range of versions: write for example \"[2,3)\"");
        }
    }

    /// Whether that supplier will do; one of `*` is not counted.
    boolean isMetBy(Supplier supplier) {
        return supplier.supplies(kind, type)
                && versions.includes(supplier.origin().version());
    }

    /// As an operator reads it: `keep grid [2.0.0,3.0.0)`.
    @Override
    public String toString() {
        return Kinds.word(kind) + " " + type + (versions.equals(ANY) ? "" : " " + versions);
    }
}
