// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.prune.KeepRule.Candidate;

/// An RE2 expression that is searched for in the part of a snapshot's name behind the `@`.
///
/// @param beginning what the expression amounts to, if it only asks how names begin: almost all do, and years of
///     snapshots are compared with it
record NamePattern(Pattern pattern, Optional<String> beginning) {
    private static final String REST = ".*";
    private static final java.util.regex.Pattern BEGINNING = java.util.regex.Pattern.compile("\\^([A-Za-z0-9_:-]*)");

    static final NamePattern ANY = of("");

    static NamePattern parse(Scalar value) {
        return of(Words.text(value));
    }

    static NamePattern of(String expression) {
        try {
            return new NamePattern(Pattern.compile(expression), beginning(expression));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + expression + "\" is no RE2 expression: " + e.getDescription(), e);
        }
    }

    private static Optional<String> beginning(String expression) {
        var asked =
                expression.endsWith(REST) ? expression.substring(0, expression.length() - REST.length()) : expression;
        var form = BEGINNING.matcher(asked);
        return asked.isEmpty()
                ? Optional.of("")
                : Optional.of(form).filter(Matcher::matches).map(one -> one.group(1));
    }

    /// The expression, as a configuration file writes it.
    @Override
    public String toString() {
        return pattern.pattern();
    }

    boolean matches(Candidate candidate) {
        var name = candidate.snapshot().name();
        return beginning.isPresent()
                ? name.startsWith(beginning.orElseThrow())
                : pattern.matcher(name).find();
    }
}
