// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jzrepl.api.control.SupplierOverview;
import org.jzrepl.api.warning.WarningSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The table of suppliers, to operators.
///
/// Warns of rules that nobody supplies: a job that waits shows it by itself, one that keeps everything meanwhile
/// does not.
@Component(service = {SupplierOverview.class, WarningSource.class})
public final class KernelOverview implements SupplierOverview, WarningSource {
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

    @Override
    public List<String> warnings(Instant now) {
        return table.places().stream()
                .filter(part -> Kinds.canBeMissing(part.wanted().kind()))
                .flatMap(part -> part.problem().map(problem -> warning(part, problem)).stream())
                .distinct()
                .toList();
    }

    private static String warning(TablePart<?, ?> part, String problem) {
        return "job " + part.owner() + " cannot prune a side, and so keeps everything there: it waits for " + problem
                + "; plugin list --all shows what is not started";
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
