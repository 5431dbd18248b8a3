// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.transport.ssh;

import java.util.ArrayList;
import java.util.List;

/// The command line of one connection. No remote command: the other side's forced command decides.
record SshCommand(String program, int port, String identityFile, List<String> options, String destination) {
    SshCommand {
        options = List.copyOf(options);
    }

    List<String> argv() {
        var argv = new ArrayList<>(
                List.of(program, "-p", Integer.toString(port), "-T", "-i", identityFile, "-o", "BatchMode=yes"));
        options.forEach(option -> argv.addAll(List.of("-o", option)));
        argv.add(destination);
        return argv;
    }

    @Override
    public String toString() {
        return destination + " port " + port + " by " + program;
    }
}
