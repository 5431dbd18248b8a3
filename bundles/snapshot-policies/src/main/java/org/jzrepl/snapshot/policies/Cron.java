// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.snapshot.policies;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.Zones;
import org.jzrepl.snapshot.policies.CronField.Domain;

/// A cron expression and when it comes due (`configuration.md` 5.4). A time that a clock change skips does not
/// come; one that it repeats comes twice.
record Cron(
        CronField second,
        CronField minute,
        CronField hour,
        CronField day,
        CronField month,
        CronField weekday,
        ZoneId zone) {
    private static final int YEARS_AHEAD = 5;
    private static final Domain SECOND = new Domain("second", 0, 59, List.of());
    private static final Domain MINUTE = new Domain("minute", 0, 59, List.of());
    private static final Domain HOUR = new Domain("hour", 0, 23, List.of());
    private static final Domain DAY = new Domain("day of the month", 1, 31, List.of());
    private static final Domain MONTH = new Domain(
            "month",
            1,
            12,
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"));
    private static final Domain WEEKDAY =
            new Domain("day of the week", 0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    static Cron parse(String text, ZoneId local) {
        var expression = text.strip();
        var zone = local;
        if (expression.startsWith("TZ=") || expression.startsWith("CRON_TZ=")) {
            var parts = expression.split("\\s+", 2);
            zone = Zones.parse(parts[0].substring(parts[0].indexOf('=') + 1));
            expression = parts.length > 1 ? parts[1].strip() : "";
        }
        var fields = List.of(expression.split("\\s+"));
        if (fields.size() != 5 && fields.size() != 6) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has not 5 fields (minute hour day month weekday), nor 6");
        }
        int first = fields.size() - 5;
        return new Cron(
                CronField.parse(first == 0 ? "0" : fields.get(0), SECOND),
                CronField.parse(fields.get(first), MINUTE),
                CronField.parse(fields.get(first + 1), HOUR),
                CronField.parse(fields.get(first + 2), DAY),
                CronField.parse(fields.get(first + 3), MONTH),
                CronField.parse(fields.get(first + 4), WEEKDAY),
                zone);
    }

    /// The first time after `after`; empty if there is none within five years.
    Optional<Instant> next(Instant after) {
        var from = after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        var first = from.atZone(zone).toLocalDate();
        for (var date = first; date.getYear() <= first.getYear() + YEARS_AHEAD; date = following(date)) {
            if (matches(date)) {
                var found = firstOf(date, from);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// The next day, or the next month's first where this month does not match.
    private LocalDate following(LocalDate date) {
        return month.matches(date.getMonthValue())
                ? date.plusDays(1)
                : date.withDayOfMonth(1).plusMonths(1);
    }

    private boolean matches(LocalDate date) {
        boolean dayMatches = day.matches(date.getDayOfMonth());
        boolean weekdayMatches = weekday.matches(date.getDayOfWeek().getValue() % 7);
        boolean both = day.star() || weekday.star();
        return month.matches(date.getMonthValue())
                && (both ? dayMatches && weekdayMatches : dayMatches || weekdayMatches);
    }

    /// The first matching moment of a date that is not before `from`. Hours are walked in elapsed time, so that a
    /// skipped one is not met and a repeated one twice.
    private Optional<Instant> firstOf(LocalDate date, Instant from) {
        var start = ZonedDateTime.of(date, LocalTime.MIDNIGHT, zone);
        for (var at = start; at.toLocalDate().equals(date); at = nextHour(at)) {
            if (!hour.matches(at.getHour())) {
                continue;
            }
            var found = firstOf(at, from);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static ZonedDateTime nextHour(ZonedDateTime at) {
        return at.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1));
    }

    private Optional<Instant> firstOf(ZonedDateTime hourStart, Instant from) {
        for (var at = hourStart;
                at.getHour() == hourStart.getHour() && at.toLocalDate().equals(hourStart.toLocalDate());
                at = at.plusMinutes(1).truncatedTo(ChronoUnit.MINUTES)) {
            if (!at.getOffset().equals(hourStart.getOffset())) {
                return Optional.empty();
            }
            if (!minute.matches(at.getMinute()) || at.plusMinutes(1).toInstant().compareTo(from) <= 0) {
                continue;
            }
            for (int value = second.values().nextSetBit(0);
                    value >= 0;
                    value = second.values().nextSetBit(value + 1)) {
                var moment = at.withSecond(value).toInstant();
                if (!moment.isBefore(from)) {
                    return Optional.of(moment);
                }
            }
        }
        return Optional.empty();
    }
}
