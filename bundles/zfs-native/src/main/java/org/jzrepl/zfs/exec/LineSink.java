// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import org.jzrepl.api.zfs.ZfsException;

/// Takes the output of a command line by line, on a thread of its own. Refusing a line ends the reading.
@FunctionalInterface
interface LineSink {
    void line(String line) throws ZfsException;
}
