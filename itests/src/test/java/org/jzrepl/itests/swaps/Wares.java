// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// All the bundles that a history swaps, and which versions of rules there were between two looks.
final class Wares {
    private static final String PRODUCT_RULES = "org.jzrepl.pruning-rules";
    private static final List<String> OTHERS = List.of(
            "org.jzrepl.transport-local",
            "org.jzrepl.transport-tcp",
            "org.jzrepl.snapshot-policies",
            "org.jzrepl.zfs-simulated",
            "org.jzrepl.replication",
            "org.jzrepl.rpc",
            "org.jzrepl.jobs");

    private final Stand stand;
    private final Ware rule;
    private final Ware productRules;
    private final List<Ware> all;

    Wares(Stand stand, Tally tally) {
        this.stand = stand;
        this.rule = new Ware(Ware.RULE, stand, tally);
        this.productRules = new Ware(PRODUCT_RULES, stand, tally);
        this.all = Stream.concat(
                        Stream.of(rule, productRules), OTHERS.stream().map(name -> new Ware(name, stand, tally)))
                .toList();
    }

    List<Ware> all() {
        return all;
    }

    Ware random(Random random) {
        return random.nextBoolean() ? rule : all.get(random.nextInt(all.size()));
    }

    Ware randomRule(Random random) {
        return random.nextBoolean() ? rule : productRules;
    }

    void restore() throws IOException {
        var plugins = stand.plugins();
        var rows = stand.rows();
        for (var ware : all) {
            ware.restore(plugins, rows);
        }
        for (var ware : all) {
            if (stand.rows().stream()
                            .filter(row -> row.bundle().equals(ware.name()))
                            .count()
                    != 1) {
                throw new LawBrokenException("of " + ware.name() + " there is more than one: " + stand.rows());
            }
        }
    }

    void settle() {
        all.forEach(Ware::settle);
    }

    void awaitAlone() throws IOException {
        for (var ware : all) {
            ware.awaitAlone();
        }
    }

    boolean isOneMissing() {
        return all.stream().anyMatch(ware -> ware.offered().isEmpty());
    }

    /// What the job cannot run without and does not have.
    List<String> missing(Place place) {
        return all.stream()
                .filter(ware -> place.needs(ware.name()) && ware.offered().isEmpty())
                .map(Ware::name)
                .toList();
    }

    /// Of the test's rule, with empty for a time without it or without the product's rules.
    Set<Optional<String>> versions() {
        var versions = new HashSet<>(rule.since());
        if (productRules.since().contains(Optional.empty())) {
            versions.add(Optional.empty());
        }
        return Set.copyOf(versions);
    }

    /// Whether there was a time with all of them.
    boolean hasRules() {
        return rule.since().stream().anyMatch(Optional::isPresent)
                && productRules.since().stream().anyMatch(Optional::isPresent);
    }
}
