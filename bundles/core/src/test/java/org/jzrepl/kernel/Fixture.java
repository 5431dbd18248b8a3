// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jzrepl.api.zfs.ZfsFactory;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/// A table of suppliers and what tests put into it.
final class Fixture {
    final SupplierTable table = new SupplierTable(_ -> false);
    private final AtomicLong ids = new AtomicLong();

    /// Makes `Made`s, each for one supplier.
    interface Maker {
        Made make();
    }

    static final class Made implements AutoCloseable {
        final String by;
        volatile boolean closed;

        Made(String by) {
            this.by = by;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /// Of a bundle with that number as its id, and that version.
    Supplier maker(int bundle, String version) {
        return supplier(bundle, version, "shape", (Maker) () -> new Made(version));
    }

    Supplier supplier(int bundle, String version, String type, Object service) {
        return new Supplier(
                ids.incrementAndGet(),
                new Supplier.Origin(bundle, "test", Version.parseVersion(version)),
                "test",
                Set.of(type),
                service);
    }

    static Wanted wanted() {
        return Wanted.any(Maker.class, "shape");
    }

    static Wanted wanted(String versions) {
        return new Wanted(Maker.class, "shape", VersionRange.valueOf(versions));
    }

    TablePart<Maker, Made> part(Wanted wanted, Object owner) {
        return new TablePart<>(table, wanted, new Components<>(Maker.class, Maker::make), owner);
    }

    TablePart<Maker, Made> part(Object owner) {
        return part(wanted(), owner);
    }

    /// Stands for the `global.zfs` of jobs that do not use it; always there.
    TablePart<ZfsFactory, org.jzrepl.api.zfs.Zfs> zfs() {
        return new TablePart<>(
                table,
                Wanted.any(ZfsFactory.class, "none"),
                new Components<>(ZfsFactory.class, _ -> {
                    throw new IllegalStateException("no job here uses ZFS");
                }),
                "global");
    }
}
