// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.zfs;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Two hosts at a switch: network namespaces of Linux, of which a third has the bridge. Needs root.
///
/// A cut loses frames between switch and server; neither host's own link goes down, and no socket is closed.
final class SwitchedHosts implements AutoCloseable {
    static final String CLIENT = "192.0.2.1";
    static final String SERVER = "192.0.2.2";

    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(1);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "jz" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    private final List<String> made = new ArrayList<>();

    private SwitchedHosts() {}

    static SwitchedHosts create() throws IOException, InterruptedException {
        var hosts = new SwitchedHosts();
        try {
            hosts.build();
            return hosts;
        } catch (IOException | InterruptedException e) {
            hosts.close();
            throw e;
        }
    }

    private void build() throws IOException, InterruptedException {
        for (var namespace : List.of(client(), server(), bridge())) {
            ip("netns add " + namespace);
            made.add(namespace);
        }
        ip("-n " + bridge() + " link add switch type bridge");
        ip("-n " + bridge() + " link set switch up");
        attach(client(), CLIENT);
        attach(server(), SERVER);
    }

    private void attach(String host, String address) throws IOException, InterruptedException {
        var port = port(host);
        ip("link add wire netns " + host + " type veth peer name " + port + " netns " + bridge());
        ip("-n " + bridge() + " link set " + port + " master switch up");
        ip("-n " + host + " address add " + address + "/24 dev wire");
        ip("-n " + host + " link set wire up");
        ip("-n " + host + " link set lo up");
    }

    /// What a command line begins with that runs on the client.
    List<String> onClient() {
        return List.of("ip", "netns", "exec", client());
    }

    /// What a command line begins with that runs on the server.
    List<String> onServer() {
        return List.of("ip", "netns", "exec", server());
    }

    void cut() throws IOException, InterruptedException {
        ip("-n " + bridge() + " link set " + port(server()) + " nomaster");
    }

    void mend() throws IOException, InterruptedException {
        ip("-n " + bridge() + " link set " + port(server()) + " master switch");
    }

    private String client() {
        return name + "c";
    }

    private String server() {
        return name + "s";
    }

    private String bridge() {
        return name + "b";
    }

    private static String port(String host) {
        return "to-" + host.charAt(host.length() - 1);
    }

    private static void ip(String arguments) throws IOException, InterruptedException {
        var command =
                Stream.concat(Stream.of("ip"), Stream.of(arguments.split(" "))).toList();
        new HostProgram(command, Map.of(), ANSWERED_WITHIN).run(InputStream.nullInputStream());
    }

    @Override
    public void close() throws IOException {
        try {
            while (!made.isEmpty()) {
                ip("netns delete " + made.removeLast());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the namespaces of " + name + " stay", e);
        }
    }
}
