// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jzrepl.itests.Tree;

/// A small bundle of somebody else's, compiled and packed with the JDK's own tools.
///
/// @param activation Java that runs as the bundle is started, with the framework's `context` at hand; where it is
/// empty there is no code at all
record ForeignBundle(String name, String version, String activation, Map<String, String> headers) {
    /// A file in each of them.
    static final String TEXT = "about.txt";

    private static final String IMPORTS = "Import-Package";
    private static final String ANNOUNCED = "Provide-Capability";
    private static final String ACTIVATOR = """
            package %s;

            public class Activator implements org.osgi.framework.BundleActivator {
                @Override
                public void start(org.osgi.framework.BundleContext context) throws Exception {
                    %s
                }

                @Override
                public void stop(org.osgi.framework.BundleContext context) {}
            }
            """;
    private static final String REGISTRATION = """
            context.registerService(%s.class, %s, new java.util.Hashtable<>(
                    java.util.Map.of("jzrepl.kind", "%s", "jzrepl.type", "%s")));
            """;

    ForeignBundle {
        headers = Map.copyOf(headers);
    }

    /// Version 1.0.0, which does nothing.
    static ForeignBundle named(String name) {
        return new ForeignBundle(name, "1.0.0", "", Map.of()).importing("org.osgi.framework");
    }

    ForeignBundle version(String other) {
        return new ForeignBundle(name, other, activation, headers);
    }

    ForeignBundle activation(String code) {
        return new ForeignBundle(name, version, code, headers);
    }

    /// Imports one package more.
    ForeignBundle importing(String clause) {
        return with(IMPORTS, clause);
    }

    /// Supplies one type more: `service` is an expression of the interface that the kind asks for.
    ForeignBundle supplying(String kind, String type, String service, String contract) {
        return activation(activation + REGISTRATION.formatted(contract, service, kind, type))
                .with(ANNOUNCED, "jzrepl.supplier;kind=" + kind + ";type:List<String>=\"" + type + "\"");
    }

    private ForeignBundle with(String header, String clause) {
        var more = new LinkedHashMap<>(headers);
        more.merge(header, clause, (before, one) -> before + "," + one);
        return new ForeignBundle(name, version, activation, more);
    }

    /// Its jar, made in `folder`.
    Path jar(Path folder) throws IOException {
        var jar = folder.resolve(name.substring(name.lastIndexOf('.') + 1) + "-" + version + ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest())) {
            put(out, TEXT, (name + " " + version).getBytes(StandardCharsets.UTF_8));
            if (!activation.isEmpty()) {
                var work = Files.createTempDirectory(folder, "classes");
                for (var compiled : compiled(work)) {
                    put(out, work.relativize(compiled).toString(), Files.readAllBytes(compiled));
                }
            }
        }
        return jar;
    }

    private String packageName() {
        return name.replace("-", "");
    }

    private Manifest manifest() {
        var manifest = new Manifest();
        var attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", version);
        headers.forEach(attributes::putValue);
        if (!activation.isEmpty()) {
            attributes.putValue("Bundle-Activator", packageName() + ".Activator");
        }
        return manifest;
    }

    private List<Path> compiled(Path work) throws IOException {
        var source = Files.writeString(work.resolve("Activator.java"), ACTIVATOR.formatted(packageName(), activation));
        var compiler = ToolProvider.findFirst("javac").orElseThrow();
        var arguments = List.of("-cp", classPath(), "-d", work.toString(), source.toString());
        assertEquals(0, compiler.run(System.out, System.err, arguments.toArray(String[]::new)));
        try (var files = Files.walk(work)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    /// The framework, and all that the product's bundles export.
    private static String classPath() {
        return Stream.of("lib", "bundles")
                .flatMap(folder -> jars(Tree.product().resolve(folder)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<String> jars(Path folder) {
        try (var files = Files.list(folder)) {
            return files.map(Path::toString).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException("the distribution is not built", e);
        }
    }

    private static void put(JarOutputStream out, String entry, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(entry));
        out.write(content);
        out.closeEntry();
    }
}
