// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/// One mapping of the configuration file. Each key is read once, through a parser; [#done] rejects the keys
/// nobody read.
///
/// It remembers each value and default it gave out: that is the effective configuration. Whoever hands a
/// section on has read his own keys before (`type`, `version`, `min_keep`); whoever reads last calls [#done].
/// One wrong section does not keep the others from being read: callers collect with [Problems]. Used by one
/// thread at a time.
@ProviderType
public interface Section { // a reader, hence more methods than the rule
    /// Present and not the zero value of its type (`configuration.md` 1.3).
    <T> T required(String key, Parser<T> parser) throws ConfigException;

    /// `otherwise` if the key is absent; the parser decides about an explicit null ([Style#NULL]).
    <T> T optional(String key, Parser<T> parser, T otherwise) throws ConfigException;

    /// Absent or null: empty.
    <T> List<T> list(String key, Parser<T> parser) throws ConfigException;

    /// In the order of the file. Absent or null: empty.
    <T> Map<String, T> map(String key, Parser<T> parser) throws ConfigException;

    /// Absent or null: an empty section, so that its defaults apply.
    Section section(String key) throws ConfigException;

    /// Absent or null: empty. A null entry is an error.
    List<Section> sections(String key) throws ConfigException;

    /// Whether the key stands in the file with a value; null is none. Does not count as reading it.
    boolean has(String key);

    /// This section as if nobody had read it; for a component that is made anew from the same configuration.
    Section unread();

    /// An error at `key`, or at the section itself where `key` is empty or absent, with file, line and column.
    ConfigException wrong(String key, String why);

    /// Rejects every key that nobody read, all in one exception.
    void done() throws ConfigException;

    /// What was read so far, here and in the sections below: the effective configuration once everybody has read.
    Effective.Mapping effective();

    /// A scalar as it stands in the file; the rules of `configuration.md` 1.3 need its style.
    record Scalar(String text, Style style) {}

    enum Style {
        PLAIN,
        QUOTED,
        NULL
    }

    /// Throws `IllegalArgumentException` with a message for the user.
    @FunctionalInterface
    interface Parser<T> {
        T parse(Scalar value);

        /// How the file would write a value that it does not: for the effective configuration.
        default String text(T value) {
            return Effective.text(value);
        }

        /// What the effective configuration shows of what stands in the file: for values with a secret in them
        /// less.
        default String shown(String written) {
            return written;
        }
    }
}
