// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jzrepl.api.zfs.ZfsException;

/// What `zfs send -n -v -P` announces: the first line of this form, whatever else is printed. `size` is unsigned.
record DryRun(Optional<String> from, String to, long size) {
    private static final Pattern LINE = Pattern.compile(
            "(?:full|incremental\\t(?<from>[^\\t]+))\\t(?<to>[^\\t@]+@[^\\t@#]+)(?:\\t(?<size>[0-9]+))?");

    static DryRun parse(List<String> lines, String action) throws ZfsException {
        for (var line : lines) {
            var form = LINE.matcher(line);
            if (form.matches()) {
                return new DryRun(
                        Optional.ofNullable(form.group("from")),
                        form.group("to"),
                        size(Optional.ofNullable(form.group("size")), line, action));
            }
        }
        throw new ZfsException(action + ": zfs printed no estimate");
    }

    private static long size(Optional<String> digits, String line, String action) throws ZfsException {
        try {
            return Long.parseUnsignedLong(digits.orElse("0")); // none: an empty delta, of old versions
        } catch (NumberFormatException e) {
            throw new ZfsException(action + ": zfs printed an impossible size: " + line, e);
        }
    }

    /// Empty where ZFS over-estimates beyond sense, as some versions do.
    OptionalLong expectedBytes() {
        return size < 0 || size == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(size);
    }
}
