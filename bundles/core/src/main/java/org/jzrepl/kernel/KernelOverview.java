// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jzrepl.api.control.SupplierOverview;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The table of suppliers, to operators.
@Component
public final class KernelOverview implements SupplierOverview {
    private final SupplierTable table;

    @Activate
    public KernelOverview(@Reference SupplierTracker suppliers) {
        this(suppliers.table());
    }

    KernelOverview(SupplierTable table) {
        this.table = table;
    }

    @Override
    public List<Supplied> suppliers() {
        return table.all().stream()
                .sorted(Comparator.comparing(Supplier::kind).thenComparing(Supplier.BY_VERSION))
                .flatMap(this::supplied)
                .sorted(Comparator.comparing(Supplied::kind).thenComparing(Supplied::type)) // stable: versions stay
                .toList();
    }

    private Stream<Supplied> supplied(Supplier supplier) {
        var users =
                table.owners(supplier).stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
        var origin = supplier.origin();
        return supplier.types().stream()
                .map(type -> new Supplied(
                        supplier.kind(), type, origin.name(), origin.version().toString(), users));
    }

    @Override
    public List<Place> places() {
        return table.places().stream()
                .map(this::place)
                .sorted(Comparator.comparing(Place::owner)
                        .thenComparing(Place::kind)
                        .thenComparing(Place::type))
                .toList();
    }

    private Place place(TablePart<?, ?> part) {
        var wanted = part.wanted();
        return new Place(
                part.owner(),
                Kinds.word(wanted.kind()),
                wanted.type(),
                table.best(wanted).map(best -> best.origin().toString()));
    }
}
