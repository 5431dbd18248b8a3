// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which job is asked what it would do, and how that is shown.
final class PlanOptions {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(index = "0", paramLabel = "JOB", description = "The job's name.")
    private String job = "";

    @Option(names = "--json", description = "Print the JSON document; sizes in bytes, null where not known.")
    private boolean json;

    /// Asks the daemon, which makes the plan as long as this waits for it, and prints what it says.
    void show(String path, Map<String, String> more) {
        var request = new TreeMap<>(more);
        request.put("Name", job);
        var client = config.client();
        System.out.print(json ? client.post(path, request) + "\n" : new PlanText().render(client.ask(path, request)));
    }
}
