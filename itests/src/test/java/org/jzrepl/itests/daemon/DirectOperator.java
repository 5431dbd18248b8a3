// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;

/// What an operator asks a running daemon for, by the ways of the product's own commands, and without waiting for
/// the start of those.
public record DirectOperator(DaemonFolder side) {
    /// `jzrepl shell -c SCRIPT`, which must succeed.
    public String shell(String script) throws IOException {
        try (var client = ShellClient.open(side.socket())) {
            client.script(script);
            var said = client.untilExit();
            assertEquals(0, said.status(), said.text());
            return said.text();
        }
    }

    /// The Felix shell's `update`, which stops the bundle before it starts the other content.
    public void update(ProductBundle bundle, Path jar) throws IOException {
        shell("update " + bundle.symbolicName() + " " + jar.toUri());
    }

    /// `jzrepl plugin install JAR --unsigned`.
    public void pluginInstall(Path jar) throws IOException {
        post("install", """
                {"Source": "%s", "Unsigned": true}""".formatted(jar));
    }

    /// `jzrepl plugin update NAME JAR --unsigned`.
    public void pluginUpdate(ProductBundle bundle, Path jar) throws IOException {
        post("update", """
                {"Name": "%s", "Source": "%s", "Unsigned": true}""".formatted(bundle.symbolicName(), jar));
    }

    /// `jzrepl plugin remove PLUGIN`.
    public void pluginRemove(String plugin) throws IOException {
        post("change", """
                {"Name": "%s", "Change": "remove"}""".formatted(plugin));
    }

    private void post(String route, String body) throws IOException {
        new ControlSocket(side.socket()).post("/plugins/" + route, body);
    }
}
