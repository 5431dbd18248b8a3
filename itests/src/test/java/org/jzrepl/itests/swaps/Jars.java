// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.swaps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jzrepl.itests.Tree;
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
        var jar = folder.resolve(bundle + "-" + version + ".jar");
        if (!Files.exists(jar)) {
            Files.write(jar, bundle.equals(Ware.RULE) ? rule(version) : product(bundle, version));
        }
        return jar;
    }

    /// Where the product has it.
    static Path ofProduct(String bundle) {
        return Tree.product().resolve("bundles/" + bundle.substring("org.jzrepl.".length()) + "-1.0.0-SNAPSHOT.jar");
    }

    private static byte[] product(String bundle, String version) throws IOException {
        try (var in = new JarInputStream(Files.newInputStream(ofProduct(bundle)))) {
            var entries = new LinkedHashMap<String, byte[]>();
            for (var entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
            var manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            return jar(manifest, entries);
        }
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
