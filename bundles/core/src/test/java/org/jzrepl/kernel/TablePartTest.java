// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.config.ConfigException;

final class TablePartTest {
    private final Fixture fixture = new Fixture();
    private final SupplierTable table = fixture.table;

    @Test
    void work_under_way_keeps_the_version_it_began_with() throws InterruptedException {
        table.add(fixture.maker(1, "1.0.0"));
        var part = fixture.part("job");
        try (var before = part.lease()) {
            table.add(fixture.maker(2, "1.1.0"));
            assertTrue(part.isOutdated(before));
            try (var after = part.lease()) {
                assertEquals("1.0.0", before.get().by);
                assertEquals("1.1.0", after.get().by);
                assertEquals("test 1.1.0", after.supplier());
                assertFalse(part.isOutdated(after));
            }
        }
    }

    @Test
    void a_component_is_made_once_and_shared_by_its_owners() throws InterruptedException {
        table.add(fixture.maker(1, "1.0.0"));
        var part = fixture.part("one");
        try (var mine = part.lease();
                var theirs = part.ownedBy("another").lease()) {
            assertSame(mine.get(), theirs.get());
        }
    }

    @Test
    void what_a_supplier_made_is_closed_when_it_goes() throws InterruptedException {
        var supplier = fixture.maker(1, "1.0.0");
        table.add(supplier);
        var part = fixture.part("job");
        Fixture.Made made;
        try (var lease = part.lease()) {
            made = lease.get();
        }
        table.remove(supplier.id());
        assertTrue(made.closed);
        assertEquals(Optional.of("Maker shape"), part.problem());
        assertEquals(Optional.empty(), part.tryLease());
        assertThrows(InterruptedException.class, part::lease);
    }

    @Test
    void a_supplier_that_refuses_the_configuration_is_named() {
        table.add(fixture.maker(1, "1.0.0"));
        var part = new TablePart<Fixture.Maker, Fixture.Made>(
                table,
                Fixture.wanted(),
                new Components<>(Fixture.Maker.class, _ -> {
                    throw new ConfigException(
                            List.of(new ConfigException.Problem("a.yml", 3, 5, "jobs[0].shape.size", "is missing")));
                }),
                "job");
        assertEquals(Optional.empty(), part.tryLease());
        assertEquals(
                Optional.of(
                        "Maker shape: test 1.0.0 refuses the configuration: a.yml:3:5: jobs[0].shape.size: is missing"),
                part.problem());
        assertEquals(0, table.owners(table.best(Fixture.wanted()).orElseThrow()).size());
    }

    @Test
    void a_look_whether_a_job_could_run_does_not_make_it_a_user() {
        var supplier = fixture.maker(1, "1.0.0");
        table.add(supplier);
        var owners = new ArrayList<Object>();
        var part = new TablePart<Fixture.Maker, Fixture.Made>(
                table,
                Fixture.wanted(),
                new Components<>(Fixture.Maker.class, maker -> {
                    owners.addAll(table.owners(supplier));
                    return maker.make();
                }),
                "job");
        assertEquals(Optional.empty(), part.problem());
        assertEquals(1, owners.size(), "the supplier must not leave under the look");
        assertFalse(owners.contains("job"));
    }

    @Test
    void a_supplier_with_a_bug_is_refused_like_a_wrong_configuration() {
        table.add(fixture.supplier(1, "1.0.0", "shape", (Fixture.Maker) () -> {
            throw new NoClassDefFoundError("com/acme/Missing");
        }));
        var part = fixture.part("job");
        assertEquals(Optional.empty(), part.tryLease());
        assertTrue(part.problem().orElseThrow().contains("com/acme/Missing"));
    }
}
