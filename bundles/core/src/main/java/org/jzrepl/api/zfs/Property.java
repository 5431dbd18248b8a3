// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.zfs;

/// A property's value and where it comes from. The value is the exact (`-p`) form; `-` stands for none, as ZFS
/// prints it.
public record Property(String value, Source source) {
    /// Where a value comes from. `NONE`: the property has no source, as `receive_resume_token`.
    public enum Source {
        LOCAL,
        DEFAULT,
        INHERITED,
        RECEIVED,
        TEMPORARY,
        NONE
    }

    /// Whether the dataset itself sets the property; inherited and received values do not count.
    public boolean isLocal(String wanted) {
        return source == Source.LOCAL && value.equals(wanted);
    }
}
