// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jzrepl.api.plugin.Swaps;
import org.jzrepl.kernel.SupplierTable.Standing;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Changes how the suppliers of a bundle stand in the table.
@Component
public final class KernelSwaps implements Swaps {
    private final SupplierTable table;

    @Activate
    public KernelSwaps(@Reference SupplierTracker suppliers) {
        this(suppliers.table());
    }

    KernelSwaps(SupplierTable table) {
        this.table = table;
    }

    @Override
    public Trial hold(long bundle) {
        table.stand(bundle, Standing.HELD);
        return new Trial() {
            @Override
            public List<String> complaints() {
                return table.places().stream()
                        .flatMap(place -> table.of(bundle).stream()
                                .filter(place.wanted()::isMetBy)
                                .flatMap(supplier -> place.trial(supplier).stream()))
                        .distinct()
                        .toList();
            }

            @Override
            public void admit() {
                table.stand(bundle, Standing.OFFERED);
            }
        };
    }

    @Override
    public Retirement retire(long bundle) {
        table.stand(bundle, Standing.RETIRED);
        return new Retirement() {
            @Override
            public List<String> dependents() {
                return table.places().stream()
                        .filter(place -> table.best(place.wanted())
                                .filter(best -> best.origin().bundle() == bundle)
                                .isPresent())
                        .map(TablePart::toString)
                        .distinct()
                        .toList();
            }

            @Override
            public void awaitIdle() throws InterruptedException {
                table.awaitIdle(bundle);
            }

            @Override
            public void cancel() {
                table.stand(bundle, Standing.OFFERED);
            }
        };
    }

    @Override
    public Set<String> users(long bundle) {
        return table.of(bundle).stream()
                .flatMap(supplier -> table.owners(supplier).stream())
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Set<String> supplied(long bundle) {
        return table.of(bundle).stream()
                .flatMap(supplier -> supplier.types().stream().map(type -> supplier.kind() + " " + type))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
