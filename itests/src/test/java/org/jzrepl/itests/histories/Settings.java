// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.histories;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.replication.Replicator.Initial;

/// What the active job's configuration says.
record Settings(
        boolean pull,
        List<DatasetPath> filesystems,
        Protection protection,
        Initial initial,
        int concurrency,
        Keep sender,
        Keep receiver) {
    Settings {
        filesystems = List.copyOf(filesystems);
    }

    static Settings random(RandomGenerator random, boolean pull) {
        return new Settings(
                pull,
                Stage.FILESYSTEMS.stream().filter(_ -> random.nextInt(8) > 0).toList(),
                protection(random),
                random.nextInt(8) == 0 ? Initial.FAIL : random.nextBoolean() ? Initial.ALL : Initial.MOST_RECENT,
                1 + random.nextInt(3),
                Keep.random(random, true),
                Keep.random(random, false));
    }

    /// Most jobs use one guarantee for everything.
    private static Protection protection(RandomGenerator random) {
        var initial = guarantee(random);
        return new Protection(initial, random.nextInt(4) > 0 ? initial : guarantee(random));
    }

    private static Guarantee guarantee(RandomGenerator random) {
        return switch (random.nextInt(7)) {
            case 0 -> Guarantee.NOTHING;
            case 1, 2, 3 -> Guarantee.INCREMENTAL;
            default -> Guarantee.RESUMABILITY;
        };
    }

    /// Whether some steps have no guarantee. Which of the two applies to a filesystem whose placeholder is there
    /// before its first step, each side decides for itself.
    boolean hasGap() {
        return protection.initial() == Guarantee.NOTHING || protection.incremental() == Guarantee.NOTHING;
    }

    /// What a filesystem is confirmed with that has no step.
    Guarantee later() {
        return protection.incremental() == Guarantee.NOTHING ? protection.initial() : protection.incremental();
    }

    boolean covers(DatasetPath path) {
        return filesystems.contains(path);
    }

    DatasetFilter filter() {
        return new DatasetFilter(patterns());
    }

    private Map<String, Boolean> patterns() {
        var patterns = new TreeMap<String, Boolean>();
        patterns.put(Stage.OUTSIDE.toString(), false);
        filesystems.forEach(path -> patterns.put(path.toString(), true));
        return patterns;
    }

    /// The job's section of a configuration file.
    String yaml() {
        var patterns = new StringBuilder();
        patterns().forEach((pattern, pass) -> patterns.append("  \"" + pattern + "\": " + pass + "\n"));
        var direction = pull
                ? "interval: manual\nroot_fs: \"" + Stage.SINK + "\"\nrecv: {placeholder: {encryption: inherit}}\n"
                : "snapshotting: {type: manual}\nfilesystems:\n" + patterns;
        return direction + "connect: {type: shaky}\n"
                + "replication: {protection: {initial: " + word(protection.initial()) + ", incremental: "
                + word(protection.incremental()) + "}, concurrency: {steps: " + concurrency + "}}\n"
                + "conflict_resolution: {initial_replication: "
                + initial.name().toLowerCase(Locale.ROOT) + "}\n"
                + "pruning: {keep_sender: " + sender.yaml() + ", keep_receiver: " + receiver.yaml() + "}\n";
    }

    private static String word(Guarantee guarantee) {
        return "guarantee_" + guarantee.name().toLowerCase(Locale.ROOT);
    }
}
