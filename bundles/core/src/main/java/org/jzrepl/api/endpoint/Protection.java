// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.endpoint;

/// What a step must leave behind so that the next one stays incremental, or can be resumed. Both travel with each
/// step: each side decides for itself which of them applies (`replication-and-zfs.md` 2.4).
public record Protection(Guarantee initial, Guarantee incremental) {
    public static final Protection RESUMABLE = new Protection(Guarantee.RESUMABILITY, Guarantee.RESUMABILITY);

    public Guarantee of(boolean isIncremental) {
        return isIncremental ? incremental : initial;
    }

    public enum Guarantee {
        RESUMABILITY,
        INCREMENTAL,
        NOTHING
    }
}
