// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jzrepl.api.control.PluginRefusedException;
import org.jzrepl.api.control.Plugins.State;
import org.osgi.framework.Bundle;

/// The plug-ins and what is at the moment with each. Safe for use by several threads.
final class Roster {
    private final TreeMap<PluginId, Line> lineById = new TreeMap<>();

    /// One plug-in. `reason`: in one line, or empty.
    record Line(Entry entry, Optional<Bundle> bundle, State state, String reason) {
        PluginId id() {
            return entry.id();
        }

        boolean isUp() {
            return state == State.ACTIVE || state == State.DEGRADED;
        }

        /// Whether it is started, by whomever: the framework's own commands start and stop bundles too.
        boolean runs() {
            return bundle.filter(one -> one.getState() == Bundle.ACTIVE).isPresent();
        }

        /// Whether another version has to replace it: somebody may have started what the operator has disabled,
        /// or
        /// stopped what he has not.
        boolean isInPlace() {
            return isUp() || runs();
        }

        boolean isFormer() {
            return entry.standing() == Entry.Standing.FORMER;
        }

        Line with(Entry now) {
            return new Line(now, bundle, state, reason);
        }

        Line because(String why) {
            return new Line(entry, bundle, state, why);
        }
    }

    synchronized Line put(Line line) {
        lineById.put(line.id(), line);
        return line;
    }

    synchronized void remove(PluginId id) {
        lineById.remove(id);
    }

    synchronized Optional<Line> line(PluginId id) {
        return Optional.ofNullable(lineById.get(id));
    }

    synchronized List<Line> lines() {
        return List.copyOf(lineById.values());
    }

    List<Line> of(String name) {
        return lines().stream().filter(line -> line.id().name().equals(name)).toList();
    }

    /// The one that an operator means who wants to stop it: of several the one that is up, where just one is.
    Line meantToEnd(String text) throws PluginRefusedException {
        var up = candidates(text).stream().filter(Line::isUp).toList();
        return up.size() == 1 ? up.getFirst() : meant(text);
    }

    private List<Line> candidates(String text) {
        return lines().stream()
                .filter(line -> line.id().isMeantBy(text))
                .filter(line -> !line.isFormer() || text.contains("@"))
                .toList();
    }

    /// The one that an operator means.
    Line meant(String text) throws PluginRefusedException {
        var found = candidates(text);
        if (found.size() > 1) {
            throw new PluginRefusedException(
                    "several versions of " + text + " are installed: write " + names(found, " or "));
        }
        if (found.isEmpty()) {
            throw new PluginRefusedException("no plug-in " + text + " is installed; there "
                    + (lines().isEmpty() ? "is none" : "are " + names(lines(), ", ")));
        }
        return found.getFirst();
    }

    private static String names(List<Line> lines, String separator) {
        return String.join(
                separator,
                lines.stream()
                        .map(one -> one.id().name() + "@" + one.id().version())
                        .toList());
    }
}
