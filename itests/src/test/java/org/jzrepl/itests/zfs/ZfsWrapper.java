// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// A script that stands before a real `zfs` and notes each call in a line of its own.
record ZfsWrapper(Path path, Path journal) {
    /// `first` is shell code that runs before the real command, with the call's arguments.
    static ZfsWrapper write(Path folder, Path zfs, String first) throws IOException {
        var wrapper = new ZfsWrapper(folder.resolve("zfs"), folder.resolve("zfs.journal"));
        Files.writeString(
                wrapper.path,
                "#!/bin/sh\necho \"$*\" >> '" + wrapper.journal + "'\n" + first + "\nexec '" + zfs + "' \"$@\"\n");
        Files.setPosixFilePermissions(wrapper.path, PosixFilePermissions.fromString("rwx------"));
        wrapper.forget();
        return wrapper;
    }

    List<String> calls() throws IOException {
        return Files.readAllLines(journal);
    }

    void forget() throws IOException {
        Files.writeString(journal, "");
    }
}
