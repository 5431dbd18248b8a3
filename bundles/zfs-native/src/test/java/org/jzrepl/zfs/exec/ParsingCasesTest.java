// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jzrepl.testkit.conformance.Conformance;

/// The cases of parsing that concern names and output; those of endpoints are run by `replication`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ParsingCasesTest {
    private static final Set<String> ELSEWHERE = Set.of(
            "dataset_path",
            "abstraction_format",
            "abstraction_parse_bookmark",
            "abstraction_parse_tag",
            "job_id",
            "placeholder",
            "filter",
            "resume_token_validate");
    private static final Set<String> HERE = Set.of(
            "component",
            "entity",
            "version_split",
            "hold_tag",
            "dry_send",
            "resume_token_native",
            "resume_token_output",
            "not_exist",
            "destroy",
            "destroy_batch",
            "recv",
            "version_row");

    @RegisterExtension
    private final Conformance cases = Conformance.of("zfs-parsing-cases.yml");

    @TestFactory
    Stream<DynamicTest> components() {
        return cases.tests("component", NameChecks::component);
    }

    @TestFactory
    Stream<DynamicTest> entities() {
        return cases.tests("entity", NameChecks::entity);
    }

    @TestFactory
    Stream<DynamicTest> names_of_versions() {
        return cases.tests("version_split", NameChecks::version);
    }

    @TestFactory
    Stream<DynamicTest> hold_tags() {
        return cases.tests("hold_tag", NameChecks::tag);
    }

    @TestFactory
    Stream<DynamicTest> dry_runs_of_sends() {
        return cases.tests("dry_send", OutputChecks::dryRun);
    }

    @TestFactory
    Stream<DynamicTest> resume_tokens() {
        return cases.tests("resume_token_native", TokenChecks::decoded);
    }

    @TestFactory
    Stream<DynamicTest> what_zfs_says_of_tokens() {
        return cases.tests("resume_token_output", TokenChecks::described);
    }

    @TestFactory
    Stream<DynamicTest> what_is_missing() {
        return cases.tests("not_exist", OutputChecks::missing);
    }

    @TestFactory
    Stream<DynamicTest> failed_destroys() {
        return cases.tests("destroy", DestroyChecks::output);
    }

    @TestFactory
    Stream<DynamicTest> batches_of_destroys() {
        return cases.tests("destroy_batch", DestroyChecks::batch);
    }

    @TestFactory
    Stream<DynamicTest> failed_receives() {
        return cases.tests("recv", OutputChecks::receive);
    }

    @TestFactory
    Stream<DynamicTest> rows_of_versions() {
        return cases.tests("version_row", OutputChecks::row);
    }

    @Test
    void every_group_is_run() {
        var known = new TreeSet<>(ELSEWHERE);
        known.addAll(HERE);
        assertEquals(known, new TreeSet<>(cases.groups()));
    }
}
