// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Numbers;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.replication.Replicator.Initial;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;

/// Reads `replication` and `conflict_resolution` (`configuration.md` 3.3).
final class ReplicationSettings {
    private ReplicationSettings() {}

    static ReplicationOptions read(Section job) throws ConfigException {
        var problems = new Problems();
        var replication = job.section("replication");
        var protection = replication.section("protection");
        var initial = problems.attempt(() -> guarantee(protection, "initial"));
        var incremental = problems.attempt(() -> guarantee(protection, "incremental"));
        var concurrency = replication.section("concurrency");
        var standard = ReplicationOptions.STANDARD;
        var steps = problems.attempt(() -> concurrency.optional("steps", atLeastOne(), standard.stepConcurrency()));
        var estimates = problems.attempt(
                () -> concurrency.optional("size_estimates", atLeastOne(), standard.estimateConcurrency()));
        var conflict = job.section("conflict_resolution");
        var first = problems.attempt(
                () -> conflict.optional("initial_replication", Words.oneOf("", Initial.values()), standard.initial()));
        problems.check(protection::done);
        problems.check(concurrency::done);
        problems.check(replication::done);
        problems.check(conflict::done);
        problems.throwIfAny();
        return new ReplicationOptions(
                new Protection(initial.orElseThrow(), incremental.orElseThrow()),
                first.orElseThrow(),
                steps.orElseThrow(),
                estimates.orElseThrow());
    }

    private static Guarantee guarantee(Section protection, String key) throws ConfigException {
        return protection.optional(key, Words.oneOf("guarantee_", Guarantee.values()), Guarantee.RESUMABILITY);
    }

    private static Section.Parser<Integer> atLeastOne() {
        return Numbers.between(1, Integer.MAX_VALUE);
    }
}
