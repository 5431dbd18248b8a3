// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.job.Suppliers;

/// The suppliers as one job sees them; remembers the parts it asked for, which tell whether the job can run.
final class OwnedSuppliers implements Suppliers {
    private final SupplierTable table;
    private final Object owner;
    private final Map<String, Section> serveDefaults;
    private final Section nothing;
    private final List<TablePart<?, ?>> parts = new CopyOnWriteArrayList<>();

    /// `nothing` is an empty section, for transports without defaults.
    OwnedSuppliers(SupplierTable table, Object owner, Map<String, Section> serveDefaults, Section nothing) {
        this.table = table;
        this.owner = owner;
        this.serveDefaults = Map.copyOf(serveDefaults);
        this.nothing = nothing;
    }

    @Override
    public <F, T> TablePart<F, T> part(Class<F> kind, Section section, Configure<F, T> configure)
            throws ConfigException {
        return part(kind, section, section.required("type", Words::nonEmpty), configure);
    }

    /// For a section whose type has been read, or has a default.
    <F, T> TablePart<F, T> part(Class<F> kind, Section section, String type, Configure<F, T> configure)
            throws ConfigException {
        var found = table.best(kind, type);
        if (found.isEmpty()) {
            throw section.wrong(
                    "type", "nothing supplies \"" + type + "\"; installed: " + String.join(", ", table.types(kind)));
        }
        var supplier = found.orElseThrow();
        var component = configure.create(kind.cast(supplier.service()), section);
        var part = new TablePart<F, T>(table, kind, type, owner, factory -> {
            var again = section.unread();
            again.optional("type", Words::text, type);
            return configure.create(factory, again);
        });
        part.made(supplier.id(), component);
        parts.add(part);
        return part;
    }

    @Override
    public <F> Part<F> part(Class<F> kind, String type) {
        var part = new TablePart<F, F>(table, kind, type, owner, supplier -> supplier);
        parts.add(part);
        return part;
    }

    @Override
    public Section serveDefaults(String type) {
        return Optional.ofNullable(serveDefaults.get(type)).orElse(nothing).unread();
    }

    /// What is missing for the job to run, by kind and type.
    List<String> missing() {
        return parts.stream()
                .filter(part -> !part.isSupplied())
                .map(TablePart::wanted)
                .distinct()
                .toList();
    }
}
