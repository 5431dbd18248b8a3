// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.ResumeToken;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.zfs.exec.Cases.Case;

/// The cases of the specification that concern names and output.
final class ParsingCasesTest {
    private final Cases cases = Cases.load();

    ParsingCasesTest() throws IOException {}

    @TestFactory
    Stream<DynamicTest> components() {
        return cases.tests("component", one -> expect(one.flag("ok"), () -> EntityName.component(one.text("in"))));
    }

    @TestFactory
    Stream<DynamicTest> entities() {
        return cases.tests(
                "entity",
                one -> expect(
                        one.flag("ok"),
                        () -> EntityName.valueOf(one.text("type").toUpperCase(Locale.ROOT))
                                .check(one.text("in"))));
    }

    @TestFactory
    Stream<DynamicTest> names_of_versions() {
        return cases.tests("version_split", one -> {
            if (one.flag("error")) {
                assertThrows(ZfsException.class, () -> VersionName.parse(one.text("in")));
            } else {
                var delimiter = one.text("type").equals("snapshot") ? '@' : '#';
                assertEquals(
                        new VersionName(one.text("fs"), delimiter, one.text("name")),
                        VersionName.parse(one.text("in")));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> hold_tags() {
        return cases.tests("hold_tag", one -> {
            if (one.flag("ok")) {
                assertEquals(one.text("in"), Names.tag(one.text("in")));
            } else {
                assertThrows(ZfsException.class, () -> Names.tag(one.text("in")));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> dry_runs_of_sends() {
        return cases.tests("dry_send", one -> {
            var lines = List.of(one.text("out").split("\n"));
            if (one.flag("error")) {
                assertThrows(ZfsException.class, () -> DryRun.parse(lines, "estimate"));
                return;
            }
            var expected = one.inner("expect");
            var from = Optional.of(expected.text("from")).filter(text -> !text.isEmpty());
            var parsed = DryRun.parse(lines, "estimate");
            assertEquals(new DryRun(from, expected.text("to"), expected.unsigned("size")), parsed);
            assertEquals(
                    expected.text("type").equals("incremental"), parsed.from().isPresent());
            if (one.has("after_threshold")) {
                long known = one.unsigned("after_threshold");
                assertEquals(known == 0 ? OptionalLong.empty() : OptionalLong.of(known), parsed.expectedBytes());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> resume_tokens() {
        return cases.tests("resume_token_native", one -> {
            var expected = one.inner("expect");
            if (expected.has("error")) {
                assertThrows(IllegalArgumentException.class, () -> ResumeToken.parse(one.text("token")));
                return;
            }
            var token = ResumeToken.parse(one.text("token"));
            assertEquals(new Guid(expected.unsigned("toguid")), token.to());
            assertEquals(expected.text("toname"), token.toName());
            assertEquals(
                    expected.has("fromguid") ? Optional.of(new Guid(expected.unsigned("fromguid"))) : Optional.empty(),
                    token.from());
            assertEquals(expected.flag("rawok"), token.raw());
            assertEquals(expected.flag("compressok"), token.compressed());
            assertEquals(expected.flag("embedok"), token.embedded());
            assertEquals(expected.flag("largeblockok"), token.largeBlocks());
            assertEquals(expected.flag("savedok"), token.saved());
        });
    }

    @TestFactory
    Stream<DynamicTest> what_is_missing() {
        return cases.tests(
                "not_exist",
                one -> assertEquals(one.flag("expect"), NotExist.isSaid(one.text("stderr"), one.text("query"))));
    }

    @TestFactory
    Stream<DynamicTest> failed_destroys() {
        return cases.tests("destroy", one -> {
            var parsed = DestroyOutput.parse(one.text("arg"), one.text("out"));
            switch (one.text("expect")) {
                case "NOT_EXIST" -> assertInstanceOf(DestroyOutput.Missing.class, parsed);
                case "G" -> assertInstanceOf(DestroyOutput.Other.class, parsed);
                default -> expectUndestroyable(one, assertInstanceOf(DestroyOutput.Undestroyable.class, parsed));
            }
        });
    }

    private static void expectUndestroyable(Case one, DestroyOutput.Undestroyable parsed) {
        var entries = parsed.reasonByName().entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList();
        assertEquals(one.pairs("entries"), entries);
        assertEquals(
                one.flag("all_holds"), parsed.reasonByName().values().stream().allMatch(DestroyOutput::isHeld));
    }

    @TestFactory
    Stream<DynamicTest> batches_of_destroys() {
        // We ask for one dataset at a time, all our versions know the comma, and nobody limits a batch by number.
        return cases.of("destroy_batch").stream()
                .filter(one -> !one.has("comma") && !one.has("max_batch") && !one.has("errors"))
                .map(one -> DynamicTest.dynamicTest(one.title(), () -> {
                    var calls = new ArrayList<String>();
                    for (var dataset : one.pairs("ops").stream()
                            .map(List::getFirst)
                            .distinct()
                            .sorted()
                            .toList()) {
                        var names = one.pairs("ops").stream()
                                .filter(pair -> pair.getFirst().equals(dataset))
                                .map(List::getLast)
                                .toList();
                        new DestroyBatch(dataset, argument -> answer(one, argument, calls)).destroy(names);
                    }
                    assertEquals(one.texts("calls"), calls);
                }));
    }

    private static Finished answer(Case one, String argument, List<String> calls) throws ZfsException {
        if (one.has("e2big") && argument.length() > one.unsigned("e2big")) {
            throw new TooManyArgumentsException("too long", new IOException("too long"));
        }
        calls.add(argument);
        var dataset = argument.substring(0, argument.indexOf('@'));
        var names = List.of(argument.substring(argument.indexOf('@') + 1).split(","));
        var refused = one.texts("undestroyable").stream()
                .filter(names::contains)
                .map(name -> "cannot destroy snapshot " + dataset + "@" + name + ": dataset is busy\n")
                .toList();
        if (!refused.isEmpty()) {
            return new Finished(1, String.join("", refused));
        }
        boolean random = one.has("random") && argument.contains(one.text("random"));
        return new Finished(random ? 1 : 0, random ? "internal error: out of luck\n" : "");
    }

    @TestFactory
    Stream<DynamicTest> failed_receives() {
        return cases.tests("recv", one -> {
            var parsed = RecvOutput.parse(one.text("stderr"), "1-ok"::equals);
            assertEquals(
                    switch (one.text("expect")) {
                        case "RESUMABLE" -> new RecvOutput.Partial(one.text("token"));
                        case "ENC_OVERWRITE" -> new RecvOutput.EncryptionOverwrite();
                        case "STREAM_READ" -> new RecvOutput.NothingRead();
                        default -> new RecvOutput.Other();
                    },
                    parsed);
        });
    }

    @TestFactory
    Stream<DynamicTest> rows_of_versions() {
        return cases.tests("version_row", one -> {
            if (one.flag("error")) {
                assertThrows(ZfsException.class, () -> VersionRow.parse(one.text("in")));
                return;
            }
            var expected = one.inner("expect");
            var row = VersionRow.parse(one.text("in"));
            assertEquals(
                    new Revision.Snapshot(
                            expected.text("name"),
                            new Guid(expected.unsigned("guid")),
                            expected.unsigned("createtxg"),
                            Instant.parse(expected.text("creation"))),
                    row.revision());
            assertEquals(expected.unsigned("userrefs") > 0, row.held());
        });
    }

    private static void expect(boolean ok, Runnable check) {
        if (ok) {
            check.run();
        } else {
            assertThrows(IllegalArgumentException.class, check::run);
        }
    }
}
