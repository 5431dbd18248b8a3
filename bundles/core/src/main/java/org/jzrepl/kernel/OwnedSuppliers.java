// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Problems;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.job.Suppliers;
import org.jzrepl.api.transport.Binding;
import org.jzrepl.api.transport.Connector;

/// The suppliers as one job sees them; remembers the parts it asked for, which tell whether the job can run.
final class OwnedSuppliers implements Suppliers {
    private final SupplierTable table;
    private final Object owner;
    private final Map<String, Section> serveDefaults;
    private final Section nothing;
    private final Reading reading;
    private final List<TablePart<?, ?>> parts = new CopyOnWriteArrayList<>();
    private final List<TablePart<?, ?>> unread = new CopyOnWriteArrayList<>();

    /// How often what asks for parts has been made of the configuration. Once is a check. What was found good is
    /// not refused later because a supplier is not there at that moment: its place waits, as others do.
    enum Reading {
        FIRST,
        AGAIN
    }

    /// `nothing` is an empty section, for transports without defaults.
    OwnedSuppliers(
            SupplierTable table, Object owner, Map<String, Section> serveDefaults, Section nothing, Reading reading) {
        this.table = table;
        this.owner = owner;
        this.serveDefaults = Map.copyOf(serveDefaults);
        this.nothing = nothing;
        this.reading = reading;
    }

    @Override
    public <F, T> TablePart<F, T> part(Class<F> kind, Section section, Configure<F, T> configure)
            throws ConfigException {
        return part(kind, section, type(section, kind, table), configure);
    }

    /// What a section that has no default asks for.
    static String type(Section section, Class<?> kind, SupplierTable table) throws ConfigException {
        if (!section.has("type")) {
            throw section.wrong("type", "is missing; installed: " + table.installed(kind));
        }
        return section.required("type", Words::nonEmpty);
    }

    /// For a section whose type has been read, or has a default.
    <F, T> TablePart<F, T> part(Class<F> kind, Section section, String type, Configure<F, T> configure)
            throws ConfigException {
        var wanted = Wanted.in(section, kind, type);
        var components = new Components<F, T>(kind, factory -> {
            var again = section.unread();
            again.optional("type", Words::text, type);
            Wanted.in(again, kind, type);
            return configure.create(factory, again);
        });
        var part = new TablePart<>(table, wanted, components, owner);
        if (reading == Reading.FIRST && !check(kind, wanted, section, components, configure)) {
            unread.add(part);
        }
        parts.add(part);
        return part;
    }

    /// False: an installed bundle announces it, and has to be waited for.
    private <F, T> boolean check(
            Class<F> kind, Wanted wanted, Section section, Components<F, T> components, Configure<F, T> configure)
            throws ConfigException {
        var found = table.best(wanted);
        if (found.isPresent()) {
            var supplier = found.orElseThrow();
            components.made(supplier, configure.create(kind.cast(supplier.service()), section));
            return true;
        }
        if (!table.isAnnounced(wanted)) {
            throw section.wrong(
                    "type", "nothing supplies \"" + wanted.type() + "\"" + versions(section) + installed(kind));
        }
        return false;
    }

    private static String versions(Section section) throws ConfigException {
        return section.has("version") ? " in version " + section.unread().required("version", Words::text) : "";
    }

    private String installed(Class<?> kind) {
        return "; installed: " + table.installed(kind);
    }

    @Override
    public <F> Part<F> part(Class<F> kind, String type) {
        var part = new TablePart<F, F>(table, Wanted.any(kind, type), new Components<>(kind, one -> one), owner);
        parts.add(part);
        return part;
    }

    @Override
    public Section serveDefaults(String type) {
        return Optional.ofNullable(serveDefaults.get(type)).orElse(nothing).unread();
    }

    /// Lets connectors and bindings read what they will need, such as certificates.
    void check(Problems problems) {
        for (var part : parts) {
            part.component().ifPresent(component -> check(component, problems));
        }
    }

    private static void check(Object component, Problems problems) {
        switch (component) {
            case Connector connector -> problems.check(connector::check);
            case Binding binding -> problems.check(binding::check);
            default -> {} // other parts read nothing but their section
        }
    }

    /// Whether nobody has read what the configuration says there, so that it cannot be told from another.
    boolean isUnread(TablePart<?, ?> part) {
        return unread.contains(part);
    }

    boolean hasUnread() {
        return !unread.isEmpty();
    }

    List<TablePart<?, ?>> parts() {
        return List.copyOf(parts);
    }
}
