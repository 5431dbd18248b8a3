// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.Map;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsProperties;

/// `zfs set` and `zfs create`.
record ExecProperties(Program program) implements ZfsProperties {
    @Override
    public void set(DatasetPath dataset, Map<String, String> values) throws ZfsException, InterruptedException {
        if (values.isEmpty()) {
            return;
        }
        var action = "set properties of " + dataset;
        check(action, values);
        program.run(Argv.set(values, Names.dataset(dataset))).orThrow(action);
    }

    @Override
    public void create(DatasetPath dataset, Map<String, String> values) throws ZfsException, InterruptedException {
        var action = "create " + dataset;
        check(action, values);
        program.run(Argv.create(values, Names.dataset(dataset))).orThrow(action);
    }

    private static void check(String action, Map<String, String> values) throws ZfsException {
        for (var name : values.keySet()) {
            Names.property(action, name);
        }
    }
}
