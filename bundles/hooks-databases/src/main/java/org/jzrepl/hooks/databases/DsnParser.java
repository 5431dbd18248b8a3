// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.hooks.databases;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Words;

/// Reads a DSN; nobody is shown its password.
record DsnParser<D>(Function<String, D> parsed, UnaryOperator<String> withoutPassword) implements Section.Parser<D> {
    /// Stands for a password.
    static final String HIDDEN = "***";

    @Override
    public D parse(Scalar value) {
        return parsed.apply(Words.text(value));
    }

    @Override
    public String shown(String written) {
        return withoutPassword.apply(written);
    }
}
