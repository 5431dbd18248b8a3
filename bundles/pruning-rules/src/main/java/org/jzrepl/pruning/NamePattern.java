// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.prune.KeepRule.Candidate;

/// An RE2 expression that is searched for in the part of a snapshot's name behind the `@`.
record NamePattern(Pattern pattern) {
    static final NamePattern ANY = new NamePattern(Pattern.compile(""));

    static NamePattern parse(Scalar value) {
        return of(Words.text(value));
    }

    static NamePattern of(String expression) {
        try {
            return new NamePattern(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + expression + "\" is no RE2 expression: " + e.getDescription(), e);
        }
    }

    /// The expression, as a configuration file writes it.
    @Override
    public String toString() {
        return pattern.pattern();
    }

    boolean matches(Candidate candidate) {
        return pattern.matcher(candidate.snapshot().name()).find();
    }
}
