// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.control.SupplierOverview.Place;
import org.jzrepl.api.control.SupplierOverview.Supplied;
import org.jzrepl.api.prune.KeepRuleFactory;

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
        watchPlaces(part);
        assertEquals(List.of(new Place("nightly", "Maker", "shape", Optional.empty())), overview.places());
        fixture.table.add(fixture.maker(1, "1.0.0"));
        assertEquals(List.of(new Place("nightly", "Maker", "shape", Optional.of("test 1.0.0"))), overview.places());
    }

    @Test
    void a_rule_that_nobody_supplies_is_warned_of_and_what_else_is_missing_shows_in_its_job() {
        var wanted = Wanted.any(KeepRuleFactory.class, "mine");
        var rule = new TablePart<>(
                fixture.table, wanted, new Components<>(KeepRuleFactory.class, made -> made), "nightly");
        watchPlaces(rule, fixture.part("nightly"));
        assertEquals(
                List.of("job nightly cannot prune a side, and so keeps everything there: it waits for keep mine;"
                        + " plugin list --all shows what is not started"),
                overview.warnings(Instant.EPOCH));
        fixture.table.add(fixture.supplier(1, "1.0.0", "mine", (KeepRuleFactory) _ -> history -> Set.copyOf(history)));
        assertEquals(List.of(), overview.warnings(Instant.EPOCH));
    }

    private void watchPlaces(TablePart<?, ?>... places) {
        fixture.table.watch(new SupplierTable.Watcher() {
            @Override
            public void came() {}

            @Override
            public void gone(Supplier supplier) {}

            @Override
            public List<TablePart<?, ?>> places() {
                return List.of(places);
            }
        });
    }
}
