// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.testkit.conformance.Case;
import org.jzrepl.testkit.conformance.Conformance;

/// The cases of filters: which paths pass, and which patterns are refused.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterCasesTest {
    @RegisterExtension
    private final Conformance cases = Conformance.of("filter-cases.yml");

    @TestFactory
    Stream<DynamicTest> filters_pass_what_the_cases_say() {
        return cases.tests("filters", FilterCasesTest::filter);
    }

    @TestFactory
    Stream<DynamicTest> patterns_are_refused_as_the_cases_say() {
        return cases.tests("invalid", one -> {
            for (var value : new boolean[] {true, false}) {
                var patterns = Map.of(one.string("pattern"), value);
                assertThrows(IllegalArgumentException.class, () -> new DatasetFilter(patterns));
            }
        });
    }

    @Test
    void every_group_is_run() {
        assertEquals(Set.of("filters", "invalid"), cases.groups());
    }

    private static void filter(Case one) {
        var filter = new DatasetFilter(flags(one.inner("filter")));
        flags(one.inner("paths"))
                .forEach((path, passes) -> assertEquals(passes, filter.passes(DatasetPath.parse(path)), path));
    }

    private static Map<String, Boolean> flags(Case map) {
        var flags = new LinkedHashMap<String, Boolean>();
        map.values().forEach((key, value) -> flags.put(key.toString(), (Boolean) value));
        return flags;
    }
}
