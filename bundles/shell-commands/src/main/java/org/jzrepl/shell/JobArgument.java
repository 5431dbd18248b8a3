// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.shell;

import org.jzrepl.api.config.JobName;

/// A job's name as an operator types it.
final class JobArgument {
    private JobArgument() {}

    static JobName parse(String job) throws CommandRefusedException {
        try {
            return new JobName(job);
        } catch (IllegalArgumentException e) {
            throw new CommandRefusedException(e.getMessage());
        }
    }
}
