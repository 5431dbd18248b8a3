// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.logging.outlets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.log.LogOutletFactory;
import org.jzrepl.api.tcp.TcpSockets;
import org.jzrepl.api.transport.Deadlines;
import org.jzrepl.config.yaml.YamlConfigurationReader;
import org.jzrepl.testkit.Sections;
import org.jzrepl.testkit.TestThreads;

final class OutletConfigurationTest {
    private final TestThreads threads = new TestThreads();
    private final Deadlines deadlines = new Deadlines(threads);

    @AfterEach
    void end_threads() {
        deadlines.close();
        threads.close();
    }

    private LogOutletFactory factory(String type) {
        return switch (type) {
            case "stdout" -> new StdoutOutletFactory();
            case "file" -> new FileOutletFactory();
            case "tcp" -> new TcpOutletFactory(new TcpSockets(threads), deadlines);
            default -> new SyslogOutletFactory(new TcpSockets(threads), deadlines);
        };
    }

    private void create(String type, String yaml) throws Exception {
        factory(type)
                .create(Sections.of(new YamlConfigurationReader(), yaml), (entry, _) -> entry.message())
                .close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stdout {}",
                "stdout {time: no, color: off}",
                "file {path: /var/log/jzrepl.log}",
                "file {path: jzrepl.log, max_size: 1 GiB, keep: 0, retry_interval: 1s}",
                "tcp {address: 'loghost:5514'}",
                "tcp {address: '[::1]:5514', net: tcp6, retry_interval: 1m}",
                "syslog {}",
                "syslog {facility: }",
                "syslog {facility: local7, retry_interval: 1s}",
                "syslog {address: 'loghost:514'}",
                "syslog {address: 'loghost:514', net: tcp}"
            })
    void what_is_allowed(String outlet) throws Exception {
        create(outlet.split(" ")[0], outlet.substring(outlet.indexOf('{')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stdout {colour: true}",
                "file {}",
                "file {path: ''}",
                "file {path: a, max_size: 0 B}",
                "file {path: a, keep: -1}",
                "tcp {}",
                "tcp {address: loghost}",
                "tcp {address: 'loghost:1', retry_interval: 0s}",
                "syslog {facility: local8}",
                "syslog {net: udp}",
                "syslog {address: 'loghost:514', net: tls}",
                "syslog {retry_interval: }"
            })
    void what_is_refused(String outlet) {
        var refused = assertThrows(
                ConfigException.class, () -> create(outlet.split(" ")[0], outlet.substring(outlet.indexOf('{'))));
        assertEquals(1, refused.problems().size(), refused::getMessage);
    }

    @Test
    void there_is_one_standard_output_and_one_system_log() {
        assertTrue(factory("stdout").isOnlyOnce() && factory("syslog").isOnlyOnce());
        assertTrue(!factory("tcp").isOnlyOnce() && !factory("file").isOnlyOnce());
    }
}
