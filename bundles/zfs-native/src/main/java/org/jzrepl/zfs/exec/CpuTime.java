// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The processor time of a process and of those that it waited for; none where the system has forgotten it
/// already.
record CpuTime(Duration user, Duration system) {
    static final CpuTime NONE = new CpuTime(Duration.ZERO, Duration.ZERO);

    /// Of `/proc/PID/stat`, counted from the state, which follows the name in parentheses.
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int USER_OF_CHILDREN = 13;
    private static final int SYSTEM_OF_CHILDREN = 14;
    /// A constant of Linux towards programs, whatever the kernel uses itself.
    private static final long TICKS_PER_SECOND = 100;

    static CpuTime of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (IOException e) {
            return NONE; // it is gone
        }
    }

    static CpuTime parse(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new CpuTime(
                duration(fields[USER], fields[USER_OF_CHILDREN]), duration(fields[SYSTEM], fields[SYSTEM_OF_CHILDREN]));
    }

    private static Duration duration(String own, String children) {
        return Duration.ofSeconds(Long.parseLong(own) + Long.parseLong(children))
                .dividedBy(TICKS_PER_SECOND);
    }
}
