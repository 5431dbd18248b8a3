// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.Property.Source;
import org.jzrepl.api.zfs.ZfsException;

/// Properties and new datasets.
public interface PropertiesContract extends ZfsCases {
    @Test
    default void a_created_dataset_has_its_properties_locally() throws Exception {
        var path = ZfsBench.child(bench().pool(), bench().unused());
        zfs().properties().create(path, Map.of("zrepl:placeholder", "on", "org.jzrepl:test", "two words"));
        var properties = look(path).properties();
        assertTrue(properties.get("zrepl:placeholder").isLocal("on"));
        assertEquals(new Property("two words", Source.LOCAL), properties.get("org.jzrepl:test"));
    }

    @Test
    default void a_child_inherits_a_user_property() throws Exception {
        var parent = bench().dataset();
        var inner = ZfsBench.child(parent, "inner");
        zfs().properties().create(inner, Map.of());
        zfs().properties().set(parent, Map.of("zrepl:placeholder", "on"));
        assertTrue(look(parent).properties().get("zrepl:placeholder").isLocal("on"));
        assertEquals(
                new Property("on", Source.INHERITED), look(inner).properties().get("zrepl:placeholder"));
    }

    @Test
    default void a_user_property_that_nobody_set_is_absent() throws Exception {
        assertFalse(look(bench().dataset()).properties().containsKey("zrepl:placeholder"));
    }

    @Test
    default void a_set_property_takes_the_new_value() throws Exception {
        var dataset = bench().dataset();
        zfs().properties().set(dataset, Map.of("zrepl:placeholder", "on"));
        zfs().properties().set(dataset, Map.of("zrepl:placeholder", "off"));
        assertTrue(look(dataset).properties().get("zrepl:placeholder").isLocal("off"));
    }

    @Test
    default void encryption_is_off_by_default() throws Exception {
        assertEquals(
                "off", look(bench().dataset()).properties().get("encryption").value());
    }

    @Test
    default void a_dataset_cannot_be_created_twice() throws Exception {
        var dataset = bench().dataset();
        assertThrows(ZfsException.class, () -> zfs().properties().create(dataset, Map.of()));
    }

    @Test
    default void a_dataset_needs_its_parent() {
        var orphan = ZfsBench.child(ZfsBench.child(bench().pool(), bench().unused()), "inner");
        assertThrows(ZfsException.class, () -> zfs().properties().create(orphan, Map.of()));
    }

    @Test
    default void properties_of_a_missing_dataset_cannot_be_set() {
        var missing = ZfsBench.child(bench().pool(), bench().unused());
        assertThrows(NoSuchDatasetException.class, () -> zfs().properties().set(missing, Map.of("a:b", "c")));
    }
}
