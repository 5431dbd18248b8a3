// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Map;
import org.jzrepl.api.endpoint.RemoteEndpoints;
import org.jzrepl.api.job.JobFactory;
import org.jzrepl.api.log.LogFormat;
import org.jzrepl.api.log.LogOutletFactory;
import org.jzrepl.api.prune.KeepRuleFactory;
import org.jzrepl.api.snapshot.HookFactory;
import org.jzrepl.api.snapshot.SnapshotPolicyFactory;
import org.jzrepl.api.transport.Transport;
import org.jzrepl.api.zfs.ZfsFactory;

/// The words of `@Supplies` for the interfaces of the API that suppliers implement.
final class Kinds {
    private static final Map<Class<?>, String> WORDS = Map.of(
            ZfsFactory.class, "zfs",
            Transport.class, "transport",
            RemoteEndpoints.class, "endpoints",
            JobFactory.class, "job",
            SnapshotPolicyFactory.class, "snapshotting",
            HookFactory.class, "hook",
            KeepRuleFactory.class, "keep",
            LogOutletFactory.class, "outlet",
            LogFormat.class, "format");

    private Kinds() {}

    static String word(Class<?> kind) {
        return WORDS.getOrDefault(kind, kind.getSimpleName());
    }

    /// Whether a job goes on without it: where a keep rule is missing, everything is kept.
    static boolean canBeMissing(Class<?> kind) {
        return kind == KeepRuleFactory.class;
    }
}
