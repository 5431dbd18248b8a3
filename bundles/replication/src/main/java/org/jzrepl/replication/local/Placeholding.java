// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Property;

/// Whether a dataset only exists to hold others, as its property `zrepl:placeholder` says: an on-disk format,
/// shared with zrepl (`replication-and-zfs.md` 2.1). Only a value that is set on the dataset itself counts.
public enum Placeholding {
    /// A real dataset; also every value that is none of the following.
    REAL(Placeholding.OFF),
    PLACEHOLDER(Placeholding.ON),
    /// A placeholder into which a first receive was begun and has not been seen to end. zrepl reads it as a
    /// real dataset, just as it would find it at this point; jzrepl reads it, while there are no snapshots,
    /// as the placeholder that it still is, so that a crash just before the first byte does not leave a
    /// dataset that nothing can be received into.
    FILLING(Placeholding.RECEIVING);

    private static final String ON = "on";
    private static final String OFF = "off";
    private static final String RECEIVING = "receiving";

    private final String value;

    Placeholding(String value) {
        this.value = value;
    }

    /// What to set the property to.
    String value() {
        return value;
    }

    public static Placeholding of(Dataset dataset) {
        return Optional.ofNullable(dataset.properties().get(Dataset.PLACEHOLDER))
                .filter(property -> property.source() == Property.Source.LOCAL)
                .map(property -> of(property.value(), dataset.path()))
                .orElse(REAL);
    }

    /// Whether a first receive may overwrite the dataset.
    static boolean isEmptyShell(Dataset dataset) {
        return switch (of(dataset)) {
            case REAL -> false;
            case PLACEHOLDER -> true;
            case FILLING -> dataset.revisions().stream().noneMatch(Revision.Snapshot.class::isInstance);
        };
    }

    private static Placeholding of(String value, DatasetPath path) {
        if (value.equals(ON) || value.equals(legacy(path))) {
            return PLACEHOLDER;
        }
        return value.equals(RECEIVING) ? FILLING : REAL;
    }

    /// The value that versions before 0.1 of zrepl set.
    private static String legacy(DatasetPath path) {
        try {
            var digest = MessageDigest.getInstance("SHA-512/256");
            return HexFormat.of().formatHex(digest.digest(path.toString().getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-512/256", e);
        }
    }
}
