// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SupplierTableTest {
    private final Fixture fixture = new Fixture();
    private final SupplierTable table = fixture.table;

    private String best(Wanted wanted) {
        return table.best(wanted)
                .map(found -> found.origin().version().toString())
                .orElse("nothing");
    }

    @Test
    void the_highest_version_is_the_best() {
        table.add(fixture.maker(1, "1.9.0"));
        table.add(fixture.maker(2, "1.10.0"));
        table.add(fixture.maker(3, "1.2.0"));
        assertEquals("1.10.0", best(Fixture.wanted()));
    }

    @Test
    void a_range_leaves_out_what_is_outside() {
        table.add(fixture.maker(1, "1.9.0"));
        table.add(fixture.maker(2, "2.0.0"));
        assertEquals("1.9.0", best(Fixture.wanted("[1,2)")));
        assertEquals("2.0.0", best(Fixture.wanted("[2,3)")));
        assertEquals("nothing", best(Fixture.wanted("[3,4)")));
    }

    @Test
    void what_is_held_is_not_offered_to_anybody() {
        table.stand(2, SupplierTable.Standing.HELD);
        table.add(fixture.maker(1, "1.0.0"));
        table.add(fixture.maker(2, "2.0.0"));
        assertEquals("1.0.0", best(Fixture.wanted()));
        assertEquals("nothing", best(Fixture.wanted("[2,3)")));
        table.stand(2, SupplierTable.Standing.OFFERED);
        assertEquals("2.0.0", best(Fixture.wanted()));
    }

    @Test
    void what_is_retired_is_used_only_where_no_other_will_do() {
        table.add(fixture.maker(1, "2.0.0"));
        table.add(fixture.maker(2, "1.0.0"));
        table.stand(1, SupplierTable.Standing.RETIRED);
        assertEquals("1.0.0", best(Fixture.wanted()));
        assertEquals("2.0.0", best(Fixture.wanted("[2,3)")));
    }

    @Test
    void the_going_of_the_old_version_does_not_remove_the_new_one() {
        var old = fixture.maker(1, "1.0.0");
        table.add(old);
        table.add(fixture.maker(2, "1.0.0"));
        table.remove(old.id());
        assertEquals(2, table.best(Fixture.wanted()).orElseThrow().origin().bundle());
    }

    @Test
    void a_star_supplies_what_no_other_names() {
        table.add(fixture.supplier(1, "9.0.0", "*", (Fixture.Maker) () -> new Fixture.Made("star")));
        assertEquals("9.0.0", best(Fixture.wanted()));
        table.add(fixture.maker(2, "1.0.0"));
        assertEquals("1.0.0", best(Fixture.wanted()));
        assertEquals("shape", table.installed(Fixture.Maker.class));
    }

    @Test
    void the_installed_ones_include_what_is_announced_and_not_started() {
        var announcing = new SupplierTable(new Announcements() {
            @Override
            public boolean include(Wanted wanted) {
                return true;
            }

            @Override
            public Set<String> types(Class<?> kind) {
                return Set.of("shape", "colour", "*");
            }
        });
        announcing.add(fixture.maker(1, "1.0.0"));
        assertEquals("colour (not started), shape", announcing.installed(Fixture.Maker.class));
    }

    @Test
    void removal_returns_when_the_last_use_has_ended() {
        var supplier = fixture.maker(1, "1.0.0");
        table.add(supplier);
        var claim = table.claim(Fixture.wanted(), "somebody").orElseThrow();
        var removal = Thread.ofVirtual().start(() -> table.remove(supplier.id()));
        await().until(() -> removal.getState() == Thread.State.TIMED_WAITING);
        assertEquals(Optional.empty(), table.claim(Fixture.wanted(), "another"));
        table.release(claim);
        await().until(() -> !removal.isAlive());
    }

    @Test
    void a_bundle_is_idle_when_nothing_of_it_is_used() {
        table.add(fixture.maker(1, "1.0.0"));
        table.add(fixture.supplier(1, "1.0.0", "other", (Fixture.Maker) () -> new Fixture.Made("other")));
        var first = table.claim(Fixture.wanted(), "somebody").orElseThrow();
        var second = table.claim(Wanted.any(Fixture.Maker.class, "other"), "somebody")
                .orElseThrow();
        var idle = Thread.ofVirtual().start(() -> {
            try {
                table.awaitIdle(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        table.release(first);
        await().until(() -> idle.getState() == Thread.State.WAITING);
        assertTrue(idle.isAlive());
        table.release(second);
        await().until(() -> !idle.isAlive());
    }

    @Test
    void a_claim_is_released_once() {
        table.add(fixture.maker(1, "1.0.0"));
        var first = table.claim(Fixture.wanted(), "somebody").orElseThrow();
        var second = table.claim(Fixture.wanted(), "somebody").orElseThrow();
        table.release(first);
        table.release(first);
        assertEquals(Set.of("somebody"), table.owners(second.supplier()));
        table.release(second);
        assertFalse(table.owners(second.supplier()).contains("somebody"));
    }
}
