// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jzrepl.api.config.Environment;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsSnapshots.Destruction;

/// Destroys snapshots of one dataset with as few commands as possible: all at once, then without those that ZFS
/// refuses, and one by one where it does not say which (`replication-and-zfs.md` 1.6). For one call, on one
/// thread.
final class DestroyBatch {
    private final String dataset;
    private final Limits limits;
    private final Command command;
    private final Map<String, Destruction> outcomes = new HashMap<>();

    DestroyBatch(String dataset, Limits limits, Command command) {
        this.dataset = dataset;
        this.limits = limits;
        this.command = command;
    }

    /// How many snapshots one command may name.
    record Limits(int most) {
        static final Limits NONE = new Limits(Integer.MAX_VALUE);

        private static final String MOST = "ZREPL_DESTROY_MAX_BATCH_SIZE";
        private static final String COMMA = "ZREPL_EXPERIMENTAL_ZFS_COMMA_SYNTAX_SUPPORTED";
        private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "False", "FALSE");

        /// zrepl's environment variables, where they are set; every ZFS that is supported takes lists.
        static Limits of(Environment environment) {
            int most = environment.integer(MOST, Integer.MIN_VALUE, 0);
            boolean takesLists = !FALSE.contains(environment.valueByName().getOrDefault(COMMA, ""));
            return takesLists ? new Limits(most < 1 ? Integer.MAX_VALUE : most) : new Limits(1);
        }
    }

    /// What became of each, by its short name.
    Map<String, Destruction> destroy(Collection<String> names) throws ZfsException, InterruptedException {
        var sorted = List.copyOf(new TreeSet<>(names));
        for (int done = 0; done < sorted.size(); ) {
            int until = done + Math.min(limits.most(), sorted.size() - done);
            Batches.run(sorted.subList(done, until), this::together);
            done = until;
        }
        return outcomes;
    }

    private void together(List<String> names) throws ZfsException, InterruptedException {
        if (names.size() == 1) {
            alone(names.getFirst());
            return;
        }
        var argument = argument(names);
        var finished = command.run(argument);
        if (finished.ok()) {
            names.forEach(name -> outcomes.put(name, new Destruction.Destroyed()));
        } else if (DestroyOutput.parse(argument, finished.stderr()) instanceof DestroyOutput.Undestroyable refused) {
            without(refused.reasonByName().keySet(), names);
        } else {
            eachAlone(names);
        }
    }

    private void without(Collection<String> refused, List<String> names) throws ZfsException, InterruptedException {
        var rest = new ArrayList<>(names);
        rest.removeAll(refused);
        if (!rest.isEmpty() && !command.run(argument(rest)).ok()) {
            eachAlone(names);
            return;
        }
        rest.forEach(name -> outcomes.put(name, new Destruction.Destroyed()));
        eachAlone(names.stream().filter(refused::contains).toList());
    }

    private void eachAlone(List<String> names) throws ZfsException, InterruptedException {
        for (var name : names) {
            alone(name);
        }
    }

    private void alone(String name) throws ZfsException, InterruptedException {
        outcomes.put(name, outcome(dataset + "@" + name, command));
    }

    private String argument(List<String> names) {
        return dataset + "@" + String.join(",", names);
    }

    /// Destroys one snapshot or bookmark.
    static Destruction outcome(String argument, Command command) throws ZfsException, InterruptedException {
        var finished = command.run(argument);
        if (finished.ok()) {
            return new Destruction.Destroyed();
        }
        return switch (DestroyOutput.parse(argument, finished.stderr())) {
            case DestroyOutput.Missing() -> new Destruction.Destroyed();
            case DestroyOutput.Undestroyable(var reasonByName) -> {
                var reason = reasonByName.firstEntry().getValue();
                yield DestroyOutput.isHeld(reason) ? new Destruction.Held(reason) : new Destruction.Refused(reason);
            }
            case DestroyOutput.Other() -> new Destruction.Refused(finished.reason());
        };
    }

    /// Runs `zfs destroy` with this argument.
    @FunctionalInterface
    interface Command {
        Finished run(String argument) throws ZfsException, InterruptedException;
    }
}
