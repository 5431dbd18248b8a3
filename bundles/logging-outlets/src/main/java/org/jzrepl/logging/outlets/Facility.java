// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jzrepl.api.config.Section.Scalar;
import org.jzrepl.api.config.Section.Style;
import org.jzrepl.api.config.Words;
import org.jzrepl.api.log.LogEntry.Level;

/// Who speaks, to a system log.
enum Facility {
    KERN(0),
    USER(1),
    MAIL(2),
    DAEMON(3),
    AUTH(4),
    SYSLOG(5),
    LPR(6),
    NEWS(7),
    UUCP(8),
    CRON(9),
    AUTHPRIV(10),
    FTP(11),
    LOCAL0(16),
    LOCAL1(17),
    LOCAL2(18),
    LOCAL3(19),
    LOCAL4(20),
    LOCAL5(21),
    LOCAL6(22),
    LOCAL7(23);

    private final int number;

    Facility(int number) {
        this.number = number;
    }

    /// A null is the default.
    static Facility parse(Scalar value) {
        return value.style() == Style.NULL ? LOCAL0 : Words.oneOf(byWord()).parse(value);
    }

    private static Map<String, Facility> byWord() {
        return Stream.of(values()).collect(Collectors.toMap(one -> one.name().toLowerCase(Locale.ROOT), one -> one));
    }

    /// Facility and severity in one number, with which every message begins.
    int priority(Level level) {
        int severity = switch (level) {
            case DEBUG -> 7;
            case INFO -> 6;
            case WARN -> 4;
            case ERROR -> 3;
        };
        return number * 8 + severity;
    }
}
