// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import java.util.List;

/// The jobs that are woken, with what they cannot run without. `type`: the job's key in the status.
enum Place {
    NEAR("near", "push", List.of("org.jzrepl.transport-local", "org.jzrepl.replication", Place.Names.POLICIES)),
    FAR("far", "pull", List.of("org.jzrepl.transport-tcp", "org.jzrepl.replication", "org.jzrepl.rpc")),
    SNAPS("snaps", "snap", List.of("org.jzrepl.replication", Place.Names.POLICIES));

    private static final List<String> ALWAYS = List.of("org.jzrepl.jobs", "org.jzrepl.zfs-simulated");

    final String job;
    final String type;
    private final List<String> needs;

    Place(String job, String type, List<String> needs) {
        this.job = job;
        this.type = type;
        this.needs = needs;
    }

    /// What those need that it calls.
    boolean calls(String bundle) {
        return this == FAR && bundle.equals(Names.POLICIES);
    }

    boolean needs(String bundle) {
        return ALWAYS.contains(bundle) || needs.contains(bundle);
    }

    boolean replicates() {
        return this != SNAPS;
    }

    static final class Names {
        static final String POLICIES = "org.jzrepl.snapshot-policies";

        private Names() {}
    }
}
