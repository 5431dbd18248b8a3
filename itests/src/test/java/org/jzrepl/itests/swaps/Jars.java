// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jzrepl.itests.daemon.ProductBundle;
import org.jzrepl.itests.swaps.rule.AskingRuleFactory;

/// Makes bundles of any version: of the test's own rule, and of the product's as they are.
record Jars(Path folder) {
    private static final String COMPONENT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="law" deactivate="deactivate">
              <property name="jzrepl.kind" value="keep"/>
              <property name="jzrepl.type" value="law"/>
              <service><provide interface="org.jzrepl.api.prune.KeepRuleFactory"/></service>
              <implementation class="%s"/>
            </scr:component>
            """.formatted(AskingRuleFactory.class.getName());

    /// The bundle of that name in that version; made when it is first asked for.
    Path of(String bundle, String version) throws IOException {
        if (!bundle.equals(Ware.RULE)) {
            return product(bundle).as(version, folder);
        }
        var jar = folder.resolve(bundle + "-" + version + ".jar");
        if (!Files.exists(jar)) {
            Files.write(jar, rule(version));
        }
        return jar;
    }

    /// Where the product has it.
    static Path ofProduct(String bundle) throws IOException {
        return product(bundle).file();
    }

    private static ProductBundle product(String bundle) {
        return new ProductBundle(bundle.substring("org.jzrepl.".length()));
    }

    private static byte[] rule(String version) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        Map.of(
                        "Bundle-ManifestVersion",
                        "2",
                        "Bundle-SymbolicName",
                        Ware.RULE,
                        "Bundle-Version",
                        version,
                        "Service-Component",
                        "OSGI-INF/law.xml",
                        "Provide-Capability",
                        "jzrepl.supplier;kind=keep;type=law",
                        "Import-Package",
                        "org.jzrepl.api.config;version=\"[1.0,2)\",org.jzrepl.api.dataset;version=\"[1.0,2)\","
                                + "org.jzrepl.api.prune;version=\"[1.0,2)\"")
                .forEach(manifest.getMainAttributes()::putValue);
        var home = AskingRuleFactory.class.getPackageName().replace('.', '/') + "/";
        return jar(
                manifest,
                Map.of(
                        "OSGI-INF/law.xml",
                        COMPONENT.getBytes(StandardCharsets.UTF_8),
                        home + "version",
                        version.getBytes(StandardCharsets.UTF_8),
                        home + "AskingRule.class",
                        resource("AskingRule.class"),
                        home + "AskingRuleFactory.class",
                        resource("AskingRuleFactory.class")));
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = AskingRuleFactory.class.getResourceAsStream(name)) {
            return java.util.Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static byte[] jar(Manifest manifest, Map<String, byte[]> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new JarOutputStream(bytes, manifest)) {
            for (var entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
