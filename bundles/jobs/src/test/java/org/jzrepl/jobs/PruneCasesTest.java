// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jzrepl.testkit.conformance.Conformance;

/// The cases of pruning: what rules destroy, which rules are refused, and what a side does with them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PruneCasesTest {
    @RegisterExtension
    private final Conformance cases = Conformance.of("prune-cases.yml");

    @TestFactory
    Stream<DynamicTest> rules_destroy_what_the_cases_say() {
        return cases.tests("rules", PruneChecks::rules);
    }

    @TestFactory
    Stream<DynamicTest> invalid_rules_are_refused() {
        return cases.tests("invalid", PruneChecks::invalid);
    }

    @TestFactory
    Stream<DynamicTest> a_side_is_planned_as_the_cases_say() {
        return cases.tests("planner", PruneChecks::planner);
    }

    @Test
    void every_group_is_run() {
        assertEquals(Set.of("rules", "invalid", "planner"), cases.groups());
    }
}
