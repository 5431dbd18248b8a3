// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.control.SupplierOverview.Place;
import org.jzrepl.api.control.SupplierOverview.Supplied;

/// The table of suppliers, as operators see it.
final class KernelOverviewTest {
    private final Fixture fixture = new Fixture();
    private final KernelOverview overview = new KernelOverview(fixture.table);

    @Test
    void each_version_is_shown_with_those_who_work_with_it_now() throws InterruptedException {
        fixture.table.add(fixture.maker(2, "2.0.0"));
        fixture.table.add(fixture.maker(1, "1.0.0"));
        try (var _ = fixture.part("nightly").lease()) {
            assertEquals(
                    List.of(
                            new Supplied("test", "shape", "test", "1.0.0", new TreeSet<>()),
                            new Supplied("test", "shape", "test", "2.0.0", new TreeSet<>(List.of("nightly")))),
                    overview.suppliers());
        }
        assertEquals(new TreeSet<>(), overview.suppliers().getLast().users());
    }

    @Test
    void a_place_names_what_its_next_use_will_get() {
        var part = fixture.part("nightly");
        fixture.table.watch(new SupplierTable.Watcher() {
            @Override
            public void came() {}

            @Override
            public void gone(Supplier supplier) {}

            @Override
            public List<TablePart<?, ?>> places() {
                return List.of(part);
            }
        });
        assertEquals(List.of(new Place("nightly", "Maker", "shape", Optional.empty())), overview.places());
        fixture.table.add(fixture.maker(1, "1.0.0"));
        assertEquals(List.of(new Place("nightly", "Maker", "shape", Optional.of("test 1.0.0"))), overview.places());
    }
}
