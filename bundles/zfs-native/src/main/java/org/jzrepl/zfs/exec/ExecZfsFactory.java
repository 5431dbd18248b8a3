// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Environment;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.event.Events;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// `global.zfs: {type: native}`, the default.
@Component
@Supplies(kind = "zfs", type = "native")
public final class ExecZfsFactory implements ZfsFactory {
    private final Threads threads;
    private final Events events;
    private final DestroyBatch.Limits limits;

    @Activate
    public ExecZfsFactory(@Reference Threads threads, @Reference Events events) {
        this.threads = threads;
        this.events = events;
        this.limits = DestroyBatch.Limits.of(Environment.ofProcess());
    }

    @Override
    public Zfs create(Section zfs) throws ConfigException {
        var problems = new Problems();
        var path = problems.attempt(() -> zfs.optional("path", Words::nonEmpty, ExecZfs.IN_PATH));
        problems.check(zfs::done);
        problems.throwIfAny();
        return ExecZfs.open(path.orElseThrow(), threads, events, limits);
    }
}
