// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.pruning;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/// Periods of the calendar, each with the instant at which the one around a given instant began. Weeks begin on
/// Mondays.
enum CalendarPeriod {
    HOURLY {
        @Override
        Instant beginning(Instant at, ZoneId zone) {
            return at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant(); // an hour that a clock repeats is two
        }
    },
    DAILY {
        @Override
        LocalDate firstDay(LocalDate day) {
            return day;
        }
    },
    WEEKLY {
        @Override
        LocalDate firstDay(LocalDate day) {
            return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }
    },
    MONTHLY {
        @Override
        LocalDate firstDay(LocalDate day) {
            return day.withDayOfMonth(1);
        }
    },
    YEARLY {
        @Override
        LocalDate firstDay(LocalDate day) {
            return day.withDayOfYear(1);
        }
    };

    Instant beginning(Instant at, ZoneId zone) {
        return firstDay(at.atZone(zone).toLocalDate()).atStartOfDay(zone).toInstant();
    }

    LocalDate firstDay(LocalDate day) {
        return day;
    }
}
