// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Two hosts at a switch: network namespaces of Linux, of which a third has the bridge. Needs root.
///
/// A cut loses frames between switch and server; neither host's own link goes down, and no socket is closed.
public final class SwitchedHosts implements AutoCloseable {
    public static final String CLIENT = "192.0.2.1";
    public static final String SERVER = "192.0.2.2";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "jz" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();

    private SwitchedHosts() {}

    public static SwitchedHosts create() throws IOException, InterruptedException {
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
        for (var namespace : namespaces()) {
            ip("netns add " + namespace);
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
    public List<String> onClient() {
        return List.of("ip", "netns", "exec", client());
    }

    /// What a command line begins with that runs on the server.
    public List<String> onServer() {
        return List.of("ip", "netns", "exec", server());
    }

    public void cut() throws IOException, InterruptedException {
        ip("-n " + bridge() + " link set " + port(server()) + " nomaster");
    }

    public void mend() throws IOException, InterruptedException {
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

    private List<String> namespaces() {
        return List.of(client(), server(), bridge());
    }

    private static String port(String host) {
        return "to-" + host.charAt(host.length() - 1);
    }

    private static void ip(String arguments) throws IOException, InterruptedException {
        var command =
                Stream.concat(Stream.of("ip"), Stream.of(arguments.split(" "))).toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed, which needs root and iproute2: " + output);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            for (var namespace : namespaces()) {
                ip("netns delete " + namespace);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the namespaces of " + name + " stay", e);
        }
    }
}
