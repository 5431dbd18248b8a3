// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jzrepl.api.config.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// zrepl's environment variables that have an effect (`operations.md` 8), checked before a daemon starts. Those
/// who read them do so when they are needed first, which is too late to hear of a mistake.
record DaemonEnvironment(Environment variables) {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonEnvironment.class);

    static final String ID_BYTES = "ZREPL_TRACE_ID_NUM_BYTES";

    private static final String KEY_LOG = "ZREPL_KEYLOG_FILE";

    private static final List<String> DURATIONS = List.of(
            "ZREPL_REPLICATION_RECONNECT_HARD_FAIL_TIMEOUT",
            "ZREPL_RPC_CLIENT_VERSIONHANDSHAKE_TIMEOUT",
            "ZREPL_RPC_DATACONN_PING_SLEEP",
            "ZREPL_RPC_SERVER_VERSIONHANDSHAKE_TIMEOUT",
            "ZREPL_SNAPPER_SYNCUP_WARN_MIN_DURATION",
            "ZREPL_TRANSPORT_DEMUX_TIMEOUT",
            "ZREPL_WALLCLOCKTIMER_MAX_DELAY");

    /// Numbers, and the least that each may be.
    private static final Map<String, Integer> LEAST_BY_NUMBER = Map.of(
            "ZREPL_DESTROY_MAX_BATCH_SIZE",
            Integer.MIN_VALUE,
            "ZREPL_MAX_HOOK_LOG_SIZE",
            0,
            "ZREPL_REPLICATION_MAX_ATTEMPTS",
            1,
            ID_BYTES,
            1);

    private static final String FLAG = "ZREPL_EXPERIMENTAL_ZFS_COMMA_SYNTAX_SUPPORTED";

    private static final Pattern BOOLEAN = Pattern.compile("|0|1|[tfTF]|true|True|TRUE|false|False|FALSE");

    static DaemonEnvironment ofProcess() {
        return new DaemonEnvironment(Environment.ofProcess());
    }

    /// A sentence for each that nobody can read.
    List<String> problems() {
        var problems = new ArrayList<String>();
        DURATIONS.forEach(name -> check(problems, () -> variables.duration(name, Duration.ZERO)));
        LEAST_BY_NUMBER.forEach((name, least) -> check(problems, () -> variables.integer(name, least, 0)));
        check(problems, this::flag);
        return problems.stream().sorted().toList();
    }

    private void flag() {
        var text = variables.valueByName().getOrDefault(FLAG, "");
        if (!BOOLEAN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "environment variable " + FLAG + ": \"" + text + "\" is no boolean: write true or false");
        }
    }

    private static void check(List<String> problems, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage() + "; correct it, or unset it");
        }
    }

    /// Of what somebody asks for in vain.
    void warn() {
        if (!variables.valueByName().getOrDefault(KEY_LOG, "").isEmpty()) {
            LOG.atWarn().addKeyValue("variable", KEY_LOG).log("keys of TLS connections are not logged: not supported");
        }
    }
}
