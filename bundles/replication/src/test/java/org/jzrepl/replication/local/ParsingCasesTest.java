// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jzrepl.testkit.conformance.Conformance;

/// The cases of parsing that concern the endpoints; those of output are run by `zfs-native`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParsingCasesTest {
    @RegisterExtension
    private final Conformance cases = Conformance.of("zfs-parsing-cases.yml");

    @TestFactory
    Stream<DynamicTest> names_are_made_as_the_cases_say() {
        return cases.tests("abstraction_format", NamesChecks::format);
    }

    @TestFactory
    Stream<DynamicTest> bookmarks_are_read_as_the_cases_say() {
        return cases.tests("abstraction_parse_bookmark", NamesChecks::bookmark);
    }

    @TestFactory
    Stream<DynamicTest> tags_are_read_as_the_cases_say() {
        return cases.tests("abstraction_parse_tag", NamesChecks::tag);
    }

    @TestFactory
    Stream<DynamicTest> jobs_are_named_as_the_cases_say() {
        return cases.tests("job_id", NamesChecks::job);
    }

    @TestFactory
    Stream<DynamicTest> placeholders_are_told_as_the_cases_say() {
        return cases.tests("placeholder", NamesChecks::placeholder);
    }

    @TestFactory
    Stream<DynamicTest> paths_are_read_as_the_cases_say() {
        return cases.tests("dataset_path", NamesChecks::path);
    }

    @TestFactory
    Stream<DynamicTest> filters_pass_what_the_cases_say() {
        return cases.tests("filter", NamesChecks::filter);
    }

    @TestFactory
    Stream<DynamicTest> tokens_are_accepted_as_the_cases_say() {
        return cases.tests("resume_token_validate", SendChecksTest::token);
    }
}
