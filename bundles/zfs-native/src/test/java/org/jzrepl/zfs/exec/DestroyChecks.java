// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.testkit.conformance.Case;

/// Checks the destruction of snapshots against one conformance case.
final class DestroyChecks {
    private DestroyChecks() {}

    static void output(Case one) {
        var parsed = DestroyOutput.parse(one.string("arg"), one.string("out"));
        switch (one.string("expect")) {
            case "NOT_EXIST" -> assertInstanceOf(DestroyOutput.Missing.class, parsed);
            case "G" -> assertInstanceOf(DestroyOutput.Other.class, parsed);
            default -> expectUndestroyable(one, assertInstanceOf(DestroyOutput.Undestroyable.class, parsed));
        }
    }

    private static void expectUndestroyable(Case one, DestroyOutput.Undestroyable parsed) {
        var entries = parsed.reasonByName().entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList();
        assertEquals(one.rows("entries"), entries);
        assertEquals(
                one.flag("all_holds"), parsed.reasonByName().values().stream().allMatch(DestroyOutput::isHeld));
    }

    /// This program asks for one dataset at a time, sorted; without lists, for one snapshot at a time.
    static void batch(Case one) throws ZfsException, InterruptedException {
        var calls = new ArrayList<String>();
        var wrong = new ArrayList<Integer>();
        var asked = asked(one, wrong);
        boolean takesLists = !one.has("comma") || one.flag("comma");
        var limits = takesLists && one.has("max_batch")
                ? new DestroyBatch.Limits((int) one.unsigned("max_batch"))
                : DestroyBatch.Limits.NONE;
        if (takesLists) {
            for (var dataset :
                    asked.stream().map(List::getFirst).distinct().sorted().toList()) {
                var names = asked.stream()
                        .filter(pair -> pair.getFirst().equals(dataset))
                        .map(List::getLast)
                        .toList();
                new DestroyBatch(dataset, limits, argument -> answer(one, argument, calls)).destroy(names);
            }
        } else {
            for (var pair : asked) {
                new DestroyBatch(pair.getFirst(), new DestroyBatch.Limits(1), argument -> answer(one, argument, calls))
                        .destroy(List.of(pair.getLast()));
            }
        }
        assertEquals(one.texts("calls"), calls);
        assertEquals(one.texts("errors"), wrong.stream().map(String::valueOf).toList());
    }

    /// What passes the check of names; the numbers of the others.
    private static List<List<String>> asked(Case one, List<Integer> wrong) {
        var asked = new ArrayList<List<String>>();
        for (int i = 0; i < one.rows("ops").size(); i++) {
            var pair = one.rows("ops").get(i);
            try {
                Names.snapshot(DatasetPath.parse(pair.getFirst()), pair.getLast());
                asked.add(pair);
            } catch (ZfsException e) {
                wrong.add(i);
            }
        }
        return asked;
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
        boolean random = one.has("random") && argument.contains(one.string("random"));
        return new Finished(random ? 1 : 0, random ? "internal error: out of luck\n" : "");
    }
}
