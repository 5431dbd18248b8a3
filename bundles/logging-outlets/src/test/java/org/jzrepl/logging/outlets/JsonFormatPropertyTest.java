// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonParser;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Whatever is logged can be read back.
final class JsonFormatPropertyTest {
    private final JsonFormat format = new JsonFormat(Entries.ZONE);

    @Property
    void every_text_reads_as_it_was_logged(@ForAll String name, @ForAll String value) {
        var line = format.line(Entries.with(Map.of("field " + name, value)), Set.of());
        assertFalse(line.contains("\n"));
        assertEquals(
                value,
                JsonParser.parseString(line)
                        .getAsJsonObject()
                        .get("field " + name)
                        .getAsString());
    }
}
