// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jzrepl.api.control.Plugins.Origin;
import org.jzrepl.api.control.Plugins.Plugin;
import org.jzrepl.api.control.Plugins.State;
import org.jzrepl.api.plugin.Swaps;
import org.jzrepl.plugins.Entry.Standing;
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
        return Stream.of(
                        shelf.distribution().stream().map(this::of),
                        roster.lines().stream().map(this::of),
                        rejected())
                .flatMap(part -> part)
                .sorted(Comparator.comparing(Plugin::name).thenComparing(Plugin::version))
                .toList();
    }

    private Stream<Plugin> rejected() {
        return rejects.all().entrySet().stream().map(entry -> {
            var source = entry.getKey();
            var reject = entry.getValue();
            return new Plugin(
                    source, "", State.QUARANTINED, reject.reason(), reject.origin(), source, "", "", List.of());
        });
    }

    Plugin of(Line line) {
        var entry = line.entry();
        var now = now(line);
        return new Plugin(
                entry.id().name(),
                entry.id().version().toString(),
                now.state(),
                now.reason(),
                entry.origin(),
                entry.source(),
                entry.signature() + (entry.accepted() ? ", accepted by the operator" : ""),
                entry.sha256(),
                line.bundle().map(this::announced).orElse(List.of()));
    }

    private record Now(State state, String reason) {}

    /// Bundles are also started and stopped past the installer, and what they announce may come and go by itself.
    private Now now(Line line) {
        if (!line.runs()) {
            return line.isUp()
                    ? new Now(
                            State.RESOLVED,
                            "stopped by hand: plugin enable " + line.id().name() + " starts it")
                    : new Now(line.state(), line.reason());
        }
        var missing = line.bundle().map(pipeline::missing).orElse("");
        if (!missing.isEmpty()) {
            return new Now(State.DEGRADED, Pipeline.unsupplied(missing));
        }
        return new Now(State.ACTIVE, line.isUp() ? leaving(line) : "started by hand, although " + line.reason());
    }

    private String leaving(Line line) {
        var users =
                line.bundle().map(bundle -> swaps.users(bundle.getBundleId())).orElse(Set.of());
        return line.reason().isEmpty() || users.isEmpty()
                ? line.reason()
                : line.reason() + ": used by " + String.join(", ", users);
    }

    private Plugin of(Bundle bundle) {
        boolean active = bundle.getState() == Bundle.ACTIVE;
        return new Plugin(
                name(bundle),
                bundle.getVersion().toString(),
                active ? State.ACTIVE : State.RESOLVED,
                active
                        ? successor(bundle)
                                .map(how -> "started by hand, although " + how)
                                .orElse("")
                        : successor(bundle)
                                .orElse("stopped by hand: start " + bundle.getBundleId()
                                        + " in jzrepl shell starts it"),
                Origin.DISTRIBUTION,
                bundle.getLocation(),
                "",
                "",
                announced(bundle));
    }

    private Optional<String> successor(Bundle bundle) {
        return roster.of(name(bundle)).stream()
                .filter(line -> line.entry().override() && line.runs())
                .findFirst()
                .map(line -> "replaced by " + line.id().version());
    }

    private static String name(Bundle bundle) {
        return Optional.ofNullable(bundle.getSymbolicName()).orElse(bundle.getLocation());
    }

    private List<String> announced(Bundle bundle) {
        return bundle.getState() == Bundle.UNINSTALLED ? List.of() : List.copyOf(shelf.announced(bundle));
    }

    /// What is not as it should be, in one line each, with what to do about it; what an operator has disabled is
    /// as he wants it.
    Stream<String> ills() {
        var ownBundles = shelf.distribution().stream()
                .filter(bundle -> successor(bundle).isEmpty())
                .map(this::of);
        var plugins = roster.lines().stream()
                .filter(line -> line.entry().standing() == Standing.ENABLED)
                .map(this::of);
        return Stream.of(ownBundles, plugins, rejected())
                .flatMap(part -> part)
                .filter(plugin -> plugin.state() != State.ACTIVE)
                .map(plugin -> title(plugin) + ": " + word(plugin.state()) + ", " + plugin.reason());
    }

    /// All that needs attention, also what the operator has decided before.
    List<String> findings() {
        var disabled = roster.lines().stream()
                .filter(line -> line.entry().standing() == Standing.DISABLED)
                .map(this::of)
                .map(plugin -> title(plugin) + ": " + plugin.reason() + "; " + choices(plugin));
        var accepted = roster.lines().stream()
                .filter(line -> line.entry().accepted())
                .map(this::of)
                .map(plugin ->
                        title(plugin) + ": " + plugin.signature() + "; plugin update to one that is signed ends that");
        return Stream.of(ills(), disabled, accepted).flatMap(part -> part).toList();
    }

    private static String choices(Plugin disabled) {
        return disabled.state() == State.ACTIVE
                ? "plugin enable " + disabled.name() + " lets it start with the daemon, plugin disable "
                        + disabled.name() + " stops it"
                : "plugin enable " + disabled.name() + " starts it, plugin remove " + disabled.name()
                        + " takes it away";
    }

    private static String title(Plugin plugin) {
        return (plugin.name() + " " + plugin.version()).strip();
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
