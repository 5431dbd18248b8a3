// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import java.util.EnumMap;
import java.util.Map;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.job.Suppliers.Part;
import org.jzrepl.api.replication.Replicator.ReplicationOptions;
import org.jzrepl.api.transport.Connector;
import org.jzrepl.api.transport.Transport;

/// What the configuration says of a push as of a pull: whom to call, and what to do then.
record ActiveSettings(
        Part<Connector> connector,
        Part<RemoteEndpoints> endpoints,
        ReplicationOptions replication,
        KeepRules keepSender,
        KeepRules keepReceiver) {
    /// In the order in which a run prunes.
    Map<PruneSide, KeepRules> keepBySide() {
        var rules = new EnumMap<PruneSide, KeepRules>(PruneSide.class);
        rules.put(PruneSide.SENDER, keepSender);
        rules.put(PruneSide.RECEIVER, keepReceiver);
        return rules;
    }

    static ActiveSettings read(Section job, Suppliers suppliers) throws ConfigException {
        var problems = new Problems();
        var connector = problems.attempt(() -> connector(job, suppliers));
        var replication = problems.attempt(() -> ReplicationSettings.read(job));
        var pruning = job.section("pruning");
        var keepSender = problems.attempt(() -> KeepRules.read(pruning, "keep_sender", true, suppliers));
        var keepReceiver = problems.attempt(() -> KeepRules.read(pruning, "keep_receiver", true, suppliers));
        problems.check(pruning::done);
        problems.throwIfAny();
        return new ActiveSettings(
                connector.orElseThrow(),
                suppliers.part(RemoteEndpoints.class, connector.orElseThrow().type()),
                replication.orElseThrow(),
                keepSender.orElseThrow(),
                keepReceiver.orElseThrow());
    }

    private static Part<Connector> connector(Section job, Suppliers suppliers) throws ConfigException {
        if (!job.has("connect")) {
            throw job.wrong("connect", "is missing");
        }
        return suppliers.part(Transport.class, job.section("connect"), Transport::connector);
    }
}
