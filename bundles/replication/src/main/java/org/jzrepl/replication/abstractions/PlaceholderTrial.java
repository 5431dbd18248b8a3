// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.abstractions;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.command.CommandLine;
import org.jzrepl.api.command.Offline;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.Property;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.replication.local.Placeholding;

/// `test placeholder`: which datasets only hold others.
record PlaceholderTrial(Offline offline, PrintStream out) {
    private static final String ALL = "--all";
    private static final String DATASET = "--dataset";
    static final CommandLine.Options OPTIONS = new CommandLine.Options(Set.of(DATASET), Set.of(ALL));

    boolean run(CommandLine line) throws ConfigException, IOException, InterruptedException {
        TestCommand.checkOneOf(line, ALL, DATASET);
        var selection = line.value(DATASET)
                .<DatasetSelection>map(
                        path -> new DatasetSelection.One(DatasetPath.parse(EntityName.FILESYSTEM.check(path))))
                .orElse(DatasetSelection.EVERY);
        try (var session = offline.open(line.config())) {
            var datasets = selection.read(session.zfs().catalog(), new Scan(Set.of(Dataset.PLACEHOLDER), false));
            out.println("IS_PLACEHOLDER\tDATASET\t" + Dataset.PLACEHOLDER);
            datasets.forEach(this::tell);
        }
        return true;
    }

    private void tell(Dataset dataset) {
        var value = Optional.ofNullable(dataset.properties().get(Dataset.PLACEHOLDER))
                .filter(property -> property.source() == Property.Source.LOCAL)
                .map(Property::value)
                .orElse("");
        var isPlaceholder = Placeholding.of(dataset) == Placeholding.PLACEHOLDER;
        out.println((isPlaceholder ? "yes" : "no") + "\t" + dataset.path() + "\t" + value);
    }
}
