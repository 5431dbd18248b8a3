// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import java.time.Duration;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Environment;
import org.jzrepl.api.config.GoDuration;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Supplies;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.snapshot.Hook;
import org.jzrepl.api.snapshot.HookFactory;
import org.jzrepl.api.threads.Threads;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Hook `command`.
@Component
@Supplies(kind = "hook", type = "command")
public final class CommandHookFactory implements HookFactory {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

    private static final int USUALLY_KEPT = 1 << 20;

    private final Threads threads;
    private final Environment environment;

    @Activate
    public CommandHookFactory(@Reference Threads threads) {
        this(threads, Environment.ofProcess());
    }

    CommandHookFactory(Threads threads, Environment environment) {
        this.threads = threads;
        this.environment = environment;
    }

    @Override
    public Hook create(Section hook) throws ConfigException {
        var problems = new Problems();
        var path = problems.attempt(() -> hook.required("path", Words::nonEmpty));
        var timeout = problems.attempt(() -> hook.optional("timeout", GoDuration::positive, USUAL_TIMEOUT));
        var kept = problems.attempt(() -> keptOutput(hook));
        problems.check(hook::done);
        problems.throwIfAny();
        return new CommandHook(path.orElseThrow(), timeout.orElseThrow(), kept.orElseThrow(), threads);
    }

    /// A daemon does not start where nobody can read that; other commands read hooks as well.
    private int keptOutput(Section hook) throws ConfigException {
        try {
            return environment.integer("ZREPL_MAX_HOOK_LOG_SIZE", 0, USUALLY_KEPT);
        } catch (IllegalArgumentException e) {
            throw hook.wrong("type", e.getMessage());
        }
    }
}
