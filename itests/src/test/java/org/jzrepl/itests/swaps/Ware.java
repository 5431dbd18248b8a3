// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jzrepl.itests.swaps.Stand.Row;
import org.jzrepl.itests.swaps.Tally.What;
import org.osgi.framework.Version;

/// One bundle that comes, changes and goes, and the version of it that new work must get.
final class Ware {
    /// The test's own plug-in.
    static final String RULE = "org.example.law";
    /// What the product's own bundles are called at first.
    private static final String ORIGINAL = "1.0.0.SNAPSHOT";

    private final Stand stand;
    private final Tally tally;
    private final String name;
    private int made;
    private Optional<String> offered = Optional.empty();
    private Optional<String> leaving = Optional.empty();
    private final Set<Optional<String>> since = new HashSet<>();

    Ware(String name, Stand stand, Tally tally) {
        this.name = name;
        this.stand = stand;
        this.tally = tally;
    }

    /// What can be done to a bundle, by the installer and in the Felix shell.
    enum Swap {
        UPDATE,
        ROLLBACK,
        DISABLE,
        ENABLE,
        REMOVE,
        STOP,
        START,
        REPLACE,
        UNINSTALL;

        private static final List<Swap> FOR_MISSING = List.of(START, START, ENABLE, UPDATE, ROLLBACK);
        private static final List<Swap> FOR_PRESENT = List.of(
                UPDATE, UPDATE, UPDATE, ROLLBACK, ROLLBACK, DISABLE, REMOVE, STOP, STOP, REPLACE, UNINSTALL, ENABLE);

        /// One that may well do something.
        static Swap random(Random random, boolean present) {
            var all = present ? FOR_PRESENT : FOR_MISSING;
            return all.get(random.nextInt(all.size()));
        }
    }

    String name() {
        return name;
    }

    Optional<String> offered() {
        return offered;
    }

    /// All that was offered at some time after the last [#settle], with empty for a time without.
    Set<Optional<String>> since() {
        return Set.copyOf(since);
    }

    Swap next(Random random) {
        return Swap.random(random, offered.isPresent());
    }

    /// Whether a version that was replaced may still be at work.
    boolean isLeaving() {
        return leaving.isPresent();
    }

    /// The old one leaves with its last use.
    void awaitAlone() throws IOException {
        if (leaving.isPresent()) {
            var old = leaving.orElseThrow();
            stand.await(
                    name + " " + old + " has left",
                    () -> rows().stream()
                            .noneMatch(row -> row.isActive() && row.version().equals(old)));
            leaving = Optional.empty();
        }
    }

    void settle() {
        since.clear();
        since.add(offered);
    }

    /// Does it, or lets it be refused; what has happened.
    String apply(Swap swap) throws IOException {
        var before = rows();
        var was = offered;
        String told;
        try {
            told = done(swap, before);
        } catch (IOException e) {
            tally.count(What.REFUSALS);
            told = e.getMessage();
        }
        since.add(offered);
        boolean replaced = !told.contains("refused") && (swap == Swap.UPDATE || swap == Swap.ROLLBACK);
        if (replaced && !was.equals(offered)) {
            leaving = was;
        }
        return swap + " " + name + ": " + told + "; now " + offered.orElse("none");
    }

    private String done(Swap swap, List<Row> before) throws IOException {
        return switch (swap) {
            case UPDATE -> update(before);
            case ROLLBACK -> change("rollback", What.ROLLBACKS);
            case DISABLE -> change("disable", What.STOPS);
            case ENABLE -> change("enable", What.INSTALLS);
            case REMOVE -> change("remove", What.REMOVALS);
            case STOP, UNINSTALL, REPLACE -> toActive(swap, before);
            case START -> start(before);
        };
    }

    private String update(List<Row> before) throws IOException {
        var version = "1." + ++made + ".0";
        var source = stand.jars.of(name, version).toUri().toString();
        boolean there = !before.isEmpty();
        var plugin = there
                ? stand.plugin("update", Map.of("Name", name, "Source", source, "Unsigned", true))
                : stand.plugin("install", Map.of("Source", source, "Unsigned", true));
        tally.count(there ? What.UPDATES : What.INSTALLS);
        observe(text(plugin, "Version"));
        if (!offered.equals(Optional.of(version))) {
            throw new LawBrokenException("an update to " + name + " " + version + " succeeds and leaves " + offered
                    + ": " + plugin + " " + rows());
        }
        return version;
    }

    private String change(String change, What counted) throws IOException {
        var answer = stand.plugin("change", Map.of("Name", name, "Change", change));
        tally.count(counted);
        observe(text(answer, "Reason").isEmpty() ? text(answer, "Version") : ORIGINAL);
        return text(answer, "Version") + " " + text(answer, "State") + " " + text(answer, "Reason");
    }

    private static String text(JsonObject of, String key) {
        return of.get(key).getAsString();
    }

    private String toActive(Swap swap, List<Row> before) throws IOException {
        var active = before.stream().filter(Row::isActive).toList();
        if (active.isEmpty()) {
            return "is not active";
        }
        var id = active.getLast().id();
        tally.count(swap == Swap.REPLACE ? What.UPDATES : swap == Swap.STOP ? What.STOPS : What.REMOVALS);
        var said = stand.shell(
                switch (swap) {
                    case STOP -> "stop " + id;
                    case UNINSTALL -> "uninstall " + id;
                    default ->
                        "update " + id + " "
                                + stand.jars.of(name, "1." + ++made + ".0").toUri();
                });
        if (swap == Swap.REPLACE) {
            since.add(Optional.empty()); // it stops in between
        }
        observe("");
        return id + " " + said.strip();
    }

    private String start(List<Row> before) throws IOException {
        if (before.stream().anyMatch(Row::isActive)) {
            return "is active";
        }
        if (before.isEmpty()) {
            return update(before);
        }
        tally.count(What.INSTALLS);
        var said = stand.shell("start " + before.getLast().id());
        observe("");
        return before.getLast().id() + " " + said.strip();
    }

    /// Of several that are active, `meant` is the one that the installer has said takes over.
    private void observe(String meant) throws IOException {
        var active = rows().stream().filter(Row::isActive).map(Row::version).collect(Collectors.toSet());
        offered = active.contains(meant)
                ? Optional.of(meant)
                : active.stream().max(Comparator.comparing(Version::parseVersion));
    }

    private List<Row> rows() throws IOException {
        return of(stand.rows());
    }

    private List<Row> of(List<Row> all) {
        return all.stream().filter(row -> row.bundle().equals(name)).toList();
    }

    /// Brings it back as it was before all histories: the product's own, or for the test's rule a fresh one.
    void restore(List<JsonObject> plugins, List<Row> all) throws IOException {
        boolean changed = false;
        for (var mine = mine(plugins); !mine.isEmpty(); mine = mine(stand.plugins())) {
            var version = text(mine.getLast(), "Version"); // what is older is superfluous without it, or is not
            stand.plugin("change", Map.of("Name", name + "@" + version, "Change", "remove"));
            changed = true;
        }
        made = 0;
        if (name.equals(RULE)) {
            update(List.of());
        } else {
            restoreOriginal(changed ? rows() : of(all));
        }
        settle();
    }

    private List<JsonObject> mine(List<JsonObject> plugins) {
        return plugins.stream()
                .filter(plugin -> text(plugin, "Name").equals(name))
                .toList();
    }

    private void restoreOriginal(List<Row> rows) throws IOException {
        var original = Jars.ofProduct(name).toUri();
        var script = new ArrayList<String>();
        if (rows.isEmpty()) {
            script.add("install " + original);
            script.add("start " + original);
        } else {
            var row = rows.getFirst();
            if (!row.version().equals(ORIGINAL)) {
                script.add("update " + row.id() + " " + original);
            }
            if (!row.isActive()) {
                script.add("start " + row.id());
            }
        }
        if (script.isEmpty()) {
            offered = Optional.of(ORIGINAL);
            return;
        }
        var said = stand.shell(String.join("; ", script));
        observe(ORIGINAL);
        if (!offered.equals(Optional.of(ORIGINAL))) {
            throw new LawBrokenException(name + " does not come back by " + script + ": " + said + " " + rows());
        }
    }
}
