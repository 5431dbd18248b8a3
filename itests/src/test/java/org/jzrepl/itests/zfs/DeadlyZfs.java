// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A `zfs` that can be armed: one of its calls kills a process with SIGKILL, before the command has begun or
/// after it has ended.
record DeadlyZfs(ZfsWrapper wrapper, Path armed, Path struck) {
    static DeadlyZfs write(Path folder, Path zfs) throws IOException {
        var armed = folder.resolve("zfs.armed");
        var struck = folder.resolve("zfs.struck");
        // only one call moves the file away; the journal has this call's line already
        var first = """
                if { read -r when number pid calls < '%1$s'; } 2>/dev/null && echo "$*" | grep -qE "$calls" \\
                    && [ "$(grep -cE "$calls" '%2$s')" -ge "$number" ] && mv '%1$s' '%3$s' 2>/dev/null
                then
                  for last; do :; done
                  echo "$when zfs $1 ... $last" > '%3$s'
                  [ "$when" = before ] || '%4$s' "$@"
                  kill -9 "$pid"
                  exit 1
                fi""".formatted(armed, folder.resolve("zfs.journal"), struck, zfs);
        return new DeadlyZfs(ZfsWrapper.write(folder, zfs, first), armed, struck);
    }

    Path path() {
        return wrapper.path();
    }

    /// Lets a call kill `pid`: of those that match `calls`, a regular expression of `grep -E`, the one of this
    /// number, counted from here.
    void arm(long pid, String calls, int number, boolean after) throws IOException {
        wrapper.forget();
        Files.deleteIfExists(struck);
        var ready = armed.resolveSibling("zfs.arming");
        Files.writeString(ready, (after ? "after " : "before ") + number + " " + pid + " " + calls + "\n");
        Files.move(ready, armed, StandardCopyOption.REPLACE_EXISTING);
    }

    void disarm() throws IOException {
        Files.deleteIfExists(armed);
    }

    /// The call that killed: `before` or `after`, and its first and last words; empty if none did.
    String struckAt() throws IOException {
        return Files.exists(struck) ? Files.readString(struck).strip() : "";
    }
}
