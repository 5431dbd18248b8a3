// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jzrepl.api.control.Plugins.Origin;
import org.jzrepl.api.control.Plugins.Plugin;
import org.jzrepl.api.control.Plugins.State;
import org.jzrepl.api.plugin.Swaps;
import org.jzrepl.plugins.Roster.Line;
import org.osgi.framework.Bundle;

/// The bundles as an operator sees them.
final class Views {
    private final Shelf shelf;
    private final Roster roster;
    private final Rejects rejects;
    private final Pipeline pipeline;
    private final Swaps swaps;

    Views(Shelf shelf, Roster roster, Rejects rejects, Pipeline pipeline, Swaps swaps) {
        this.shelf = shelf;
        this.roster = roster;
        this.rejects = rejects;
        this.pipeline = pipeline;
        this.swaps = swaps;
    }

    List<Plugin> all() {
        var all = new ArrayList<Plugin>();
        shelf.distribution().stream().map(this::of).forEach(all::add);
        roster.lines().stream().map(this::of).forEach(all::add);
        rejects.all()
                .forEach((source, why) -> all.add(
                        new Plugin(source, "", State.QUARANTINED, why, Origin.FOLDER, source, "", "", List.of())));
        all.sort(java.util.Comparator.comparing(Plugin::name).thenComparing(Plugin::version));
        return List.copyOf(all);
    }

    Plugin of(Line line) {
        var entry = line.entry();
        return new Plugin(
                entry.id().name(),
                entry.id().version().toString(),
                state(line),
                reason(line),
                entry.origin(),
                entry.source(),
                entry.signature() + (entry.accepted() ? ", accepted by the operator" : ""),
                entry.sha256(),
                line.bundle().map(this::announced).orElse(List.of()));
    }

    /// What is announced may come and go by itself while a bundle is active.
    private State state(Line line) {
        return line.isUp() ? (missing(line).isEmpty() ? State.ACTIVE : State.DEGRADED) : line.state();
    }

    private String reason(Line line) {
        var missing = missing(line);
        if (line.isUp() && !missing.isEmpty()) {
            return "announces " + missing + " and does not supply it";
        }
        var users =
                line.bundle().map(bundle -> swaps.users(bundle.getBundleId())).orElse(java.util.Set.of());
        boolean leaving = line.isUp() && !line.reason().isEmpty();
        return leaving && !users.isEmpty() ? line.reason() + ": used by " + String.join(", ", users) : line.reason();
    }

    private String missing(Line line) {
        return line.bundle().filter(_ -> line.isUp()).map(pipeline::missing).orElse("");
    }

    private Plugin of(Bundle bundle) {
        boolean active = bundle.getState() == Bundle.ACTIVE;
        return new Plugin(
                Optional.ofNullable(bundle.getSymbolicName()).orElse(bundle.getLocation()),
                bundle.getVersion().toString(),
                active ? State.ACTIVE : State.RESOLVED,
                active ? "" : "stopped",
                Origin.DISTRIBUTION,
                bundle.getLocation(),
                "",
                "",
                announced(bundle));
    }

    private List<String> announced(Bundle bundle) {
        return bundle.getState() == Bundle.UNINSTALLED ? List.of() : List.copyOf(shelf.announced(bundle));
    }

    /// What needs attention, in one line each.
    List<String> findings() {
        return all().stream().flatMap(Views::findings).toList();
    }

    private static Stream<String> findings(Plugin plugin) {
        var name = (plugin.name() + " " + plugin.version()).strip();
        var found = new ArrayList<String>();
        if (plugin.state() != State.ACTIVE && !plugin.reason().startsWith("former version")) {
            found.add(
                    name + " is " + plugin.state().name().toLowerCase(java.util.Locale.ROOT) + ": " + plugin.reason());
        }
        if (plugin.signature().contains("accepted by the operator")) {
            found.add(name + " is " + plugin.signature());
        }
        return found.stream();
    }
}
