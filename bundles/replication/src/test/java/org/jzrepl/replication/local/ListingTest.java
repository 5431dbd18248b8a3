// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.replication.Lab;
import org.jzrepl.testkit.zfs.WatchedZfs;

class ListingTest {
    private static final List<DatasetPath> TANK = List.of(DatasetPath.parse("tank"));
    private static final DatasetPath A = DatasetPath.parse("tank/a");

    private final List<String> calls = new ArrayList<>();
    private final AtomicReference<Runnable> duringScan = new AtomicReference<>(() -> {});
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE); // it may well overflow
    private Lab lab;
    private Listing listing;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        lab = new Lab().dataset("tank/a");
        lab.snapshot("tank/a", "1");
        listing = new Listing(
                new WatchedZfs(lab.source, new WatchedZfs.Watch() {
                            @Override
                            public void before(String call, DatasetPath dataset) {
                                calls.add(call);
                            }

                            @Override
                            public void after(String call, DatasetPath dataset) {
                                if (call.equals("scan")) {
                                    duringScan.get().run();
                                }
                            }
                        })
                        .catalog(),
                now::get);
    }

    private List<String> names() throws IOException, InterruptedException {
        return listing.revisions(A).stream().map(Revision::name).toList();
    }

    @Test
    void revisions_come_from_the_last_reading() throws Exception {
        listing.read(TANK);
        lab.snapshot("tank/a", "2");
        assertEquals(List.of("1"), names());
        assertEquals(List.of("scan"), calls);
        listing.read(TANK);
        assertEquals(List.of("1", "2"), names());
    }

    /// A client that stays and asks again, without a listing of all before.
    @Test
    void a_reading_answers_for_ten_minutes() throws Exception {
        listing.read(TANK);
        lab.snapshot("tank/a", "2");
        now.addAndGet(Duration.ofMinutes(10).toNanos());
        assertEquals(List.of("1"), names());
        now.incrementAndGet();
        assertEquals(List.of("1", "2"), names());
        assertEquals(List.of("scan", "look"), calls);
    }

    @Test
    void what_this_side_changes_is_read_anew() throws Exception {
        listing.read(TANK);
        lab.snapshot("tank/a", "2");
        listing.forget(A);
        assertEquals(List.of("1", "2"), names());
    }

    @Test
    void a_change_during_a_reading_is_not_covered_by_it() throws Exception {
        duringScan.set(() -> listing.forget(A));
        listing.read(TANK);
        lab.snapshot("tank/a", "2");
        assertEquals(List.of("1", "2"), names());
        duringScan.set(() -> {});
        listing.read(TANK);
        calls.clear();
        names();
        assertEquals(List.of(), calls);
    }

    @Test
    void what_a_single_step_taught_is_no_reading() throws Exception {
        listing.changed(listing.dataset(A));
        lab.snapshot("tank/a", "2");
        assertEquals(List.of("1", "2"), names());
    }

    @Test
    void a_dataset_that_is_gone_since_is_reported() throws Exception {
        listing.read(TANK);
        lab.source.destroy(A);
        listing.read(TANK);
        assertThrows(NoSuchDatasetException.class, this::names);
    }
}
