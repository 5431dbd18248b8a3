// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What the errors of a failed `zfs receive` mean (`replication-and-zfs.md` 1.10). Closed.
sealed interface RecvOutput {
    /// A partial state was kept, which this token resumes.
    record Partial(String token) implements RecvOutput {}

    record EncryptionOverwrite() implements RecvOutput {}

    /// The form of old versions, without a line's end; an error as any other.
    record NothingRead() implements RecvOutput {}

    record Other() implements RecvOutput {}

    Pattern RESUME = Pattern.compile(
            "A resuming stream can be generated on the sending system by running:\\s+zfs send -t\\s(\\S+)");
    String ENCRYPTION = "cannot receive new filesystem stream: zfs receive -F cannot be used to destroy an encrypted"
            + " filesystem or overwrite an unencrypted one with an encrypted one";
    String NOTHING_READ = "cannot receive: failed to read from stream";

    static RecvOutput parse(String stderr, Predicate<String> isToken) {
        var resume = RESUME.matcher(stderr);
        if (resume.find() && isToken.test(resume.group(1))) {
            return new Partial(resume.group(1));
        }
        if (stderr.startsWith(ENCRYPTION)) {
            return new EncryptionOverwrite();
        }
        return stderr.equals(NOTHING_READ) ? new NothingRead() : new Other();
    }
}
