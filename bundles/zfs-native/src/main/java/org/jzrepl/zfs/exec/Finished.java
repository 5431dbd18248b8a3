// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.List;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.ZfsException;

/// How a command ended, and what it said.
record Finished(int exit, String stderr) {
    private static final String USAGE = "usage:";
    private static final int LONGEST_MESSAGE = 32 * 1024;

    boolean ok() {
        return exit == 0;
    }

    /// The lines of its errors, without the usage that some commands add.
    List<String> complaints() {
        return stderr.lines()
                .takeWhile(line -> !line.equals(USAGE))
                .filter(line -> !line.isBlank())
                .toList();
    }

    /// For a command that must succeed. `action` begins the message and names the object.
    void orThrow(String action) throws ZfsException {
        if (!ok()) {
            throw failure(action);
        }
    }

    ZfsException failure(String action) {
        var message = action + ": " + reason();
        return NotExist.isSaid(stderr) ? new NoSuchDatasetException(message) : new ZfsException(message);
    }

    /// What ZFS said, in one line; its end if it is very long.
    String reason() {
        var said = String.join("; ", complaints());
        if (said.isEmpty()) {
            return "zfs ended with " + exit + " and said nothing";
        }
        return said.length() <= LONGEST_MESSAGE ? said : "… " + said.substring(said.length() - LONGEST_MESSAGE);
    }
}
