// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jzrepl.replication.planner.PlanningChecks;
import org.jzrepl.testkit.conformance.Conformance;

/// The cases of planning: what to send, how a run goes on, who waits for whom, and which failures end it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanningCasesTest {
    @RegisterExtension
    private final Conformance cases = Conformance.of("planning-cases.yml");

    @TestFactory
    Stream<DynamicTest> the_planner_answers_as_the_cases_say() {
        return cases.tests("cases", PlanningChecks::plan);
    }

    @TestFactory
    Stream<DynamicTest> a_retry_goes_on_as_the_cases_say() {
        return cases.tests("retry", PlanningChecks::retry);
    }

    @TestFactory
    Stream<DynamicTest> children_wait_as_the_cases_say() {
        return cases.tests("parents", DriverChecks::parent);
    }

    @TestFactory
    Stream<DynamicTest> failures_are_classified_as_the_cases_say() {
        return cases.tests("errors", DriverChecks::failure);
    }

    @Test
    void every_group_is_run() {
        assertEquals(Set.of("cases", "retry", "parents", "errors"), cases.groups());
    }
}
