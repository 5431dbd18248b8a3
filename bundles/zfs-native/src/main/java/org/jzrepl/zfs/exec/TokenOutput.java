// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.zfs.ResumeToken;

/// What `zfs send -nvt TOKEN` says of a token, whatever its exit status (`replication-and-zfs.md` 1.11). Closed.
///
/// Tokens of the known form are decoded without a process; this is for those of versions to come.
sealed interface TokenOutput {
    record Read(ResumeToken token) implements TokenOutput {}

    record Corrupt() implements TokenOutput {}

    /// This ZFS does not decode tokens, or not this one.
    record Unsupported() implements TokenOutput {}

    record Nonsense(String line) implements TokenOutput {}

    String HEADER = "resume token contents:\nnvlist version: 0";
    Pattern PAIR = Pattern.compile("\\t(\\S+) = ([^\\n]*)");
    Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    static TokenOutput parse(String token, String output) {
        if (!output.contains(HEADER)) {
            return output.contains("resume token is corrupt") ? new Corrupt() : new Unsupported();
        }
        var pairs = new HashMap<String, String>();
        PAIR.matcher(output).results().forEach(pair -> pairs.put(pair.group(1), pair.group(2)));
        try {
            return of(token, pairs);
        } catch (IllegalArgumentException e) {
            return new Nonsense(String.valueOf(e.getMessage()));
        }
    }

    private static TokenOutput of(String token, Map<String, String> pairs) {
        var from = guid(pairs, "fromguid");
        var to = guid(pairs, "toguid");
        boolean raw = flag(pairs, "rawok");
        boolean compressed = flag(pairs, "compressok");
        boolean embedded = flag(pairs, "embedok");
        boolean large = flag(pairs, "largeblockok");
        boolean saved = flag(pairs, "savedok");
        var name = pairs.getOrDefault("toname", "");
        return to.<TokenOutput>map(guid -> new Read(new ResumeToken(
                        token, from, guid, name, OptionalLong.empty(), raw, compressed, embedded, large, saved)))
                .orElseGet(Unsupported::new);
    }

    private static Optional<Guid> guid(Map<String, String> pairs, String key) {
        return Optional.ofNullable(pairs.get(key)).map(text -> {
            var number = number(text.toLowerCase(Locale.ROOT));
            if (number.signum() < 0 || number.bitLength() > Long.SIZE) {
                throw new IllegalArgumentException(key + " = " + text);
            }
            return new Guid(number.longValue());
        });
    }

    /// With the prefix of its base, as ZFS prints it.
    private static BigInteger number(String text) {
        if (text.startsWith("0x")) {
            return new BigInteger(text.substring(2), 16);
        }
        if (text.startsWith("0b")) {
            return new BigInteger(text.substring(2), 2);
        }
        return text.length() > 1 && text.startsWith("0")
                ? new BigInteger(text.substring(text.startsWith("0o") ? 2 : 1), 8)
                : new BigInteger(text);
    }

    private static boolean flag(Map<String, String> pairs, String key) {
        var value = pairs.getOrDefault(key, "0");
        if (!TRUE.contains(value) && !FALSE.contains(value)) {
            throw new IllegalArgumentException(key + " = " + value);
        }
        return TRUE.contains(value);
    }
}
