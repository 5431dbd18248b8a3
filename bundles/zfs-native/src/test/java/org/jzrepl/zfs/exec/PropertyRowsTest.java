// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.Property.Source;
import org.jzrepl.api.zfs.ZfsException;

final class PropertyRowsTest {
    private final PropertyRows rows = new PropertyRows(List.of("type", "x:y"));

    @Test
    void values_may_be_empty_or_hold_tabs() throws ZfsException {
        rows.line("p\ttype\tfilesystem\t-");
        rows.line("p\tx:y\t\tlocal");
        rows.line("p/a\ttype\tvolume\t-");
        rows.line("p/a\tx:y\ta\tb\tinherited from p");
        assertEquals(
                Map.of(
                        DatasetPath.parse("p"),
                        Map.of("type", new Property("filesystem", Source.NONE), "x:y", new Property("", Source.LOCAL)),
                        DatasetPath.parse("p/a"),
                        Map.of(
                                "type",
                                new Property("volume", Source.NONE),
                                "x:y",
                                new Property("a\tb", Source.INHERITED))),
                rows.found());
    }

    @Test
    void a_user_property_that_is_not_set_is_left_out() throws ZfsException {
        rows.line("p\ttype\tfilesystem\t-");
        rows.line("p\tx:y\t-\t-");
        assertEquals(
                Map.of(DatasetPath.parse("p"), Map.of("type", new Property("filesystem", Source.NONE))), rows.found());
    }

    @Test
    void a_value_with_a_line_end_does_not_pass_for_another_dataset() throws ZfsException {
        rows.line("p\ttype\tfilesystem\t-");
        rows.line("p\tx:y\tharmless\treceived"); // the rest of the value is on the next line
        rows.line("victim\ttype\tfilesystem\t-");
        rows.line("victim\tx:y\ton\tlocal");
        assertThrows(ZfsException.class, () -> {
            rows.line("victim\ttype\tfilesystem\t-");
            rows.line("victim\tx:y\t-\t-");
        });
    }

    @Test
    void a_property_out_of_order_is_refused() throws ZfsException {
        rows.line("p\ttype\tfilesystem\t-");
        assertThrows(ZfsException.class, () -> rows.line("q\tx:y\ton\tlocal"));
        assertThrows(ZfsException.class, () -> rows.line("p\ttype\tfilesystem\t-"));
    }

    @Test
    void an_output_that_breaks_off_is_refused() throws ZfsException {
        rows.line("p\ttype\tfilesystem\t-");
        assertThrows(ZfsException.class, rows::found);
    }

    @Test
    void garbage_and_unknown_sources_are_refused() {
        assertThrows(ZfsException.class, () -> rows.line("garbage"));
        assertThrows(ZfsException.class, () -> rows.line("p\ttype\tfilesystem"));
        assertThrows(ZfsException.class, () -> rows.line("p\ttype\tfilesystem\tnowhere"));
    }
}
