// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The cases of one file: those in the test resources, and with `-Dconformance.dir=DIR` also those of the file of
/// the same name in that folder. Every case is a test. Registered as an extension, it tells in the build's output
/// how many passed.
public final class Conformance implements AfterAllCallback {
    private static final String FOLDER = "conformance.dir";

    private final String file;
    private final List<Source> sources;
    private final Set<String> groups = new LinkedHashSet<>();
    private final AtomicInteger all = new AtomicInteger();
    private final AtomicInteger passed = new AtomicInteger();

    private Conformance(String file, List<Source> sources) {
        this.file = file;
        this.sources = sources;
    }

    private record Source(String prefix, Map<?, ?> groups) {}

    /// @param resource the file in the class path; without it only the folder outside counts
    public static Conformance of(String resource) {
        try {
            return new Conformance(resource, sources(resource));
        } catch (IOException e) {
            throw new UncheckedIOException("read the cases of " + resource, e);
        }
    }

    private static List<Source> sources(String resource) throws IOException {
        var sources = new ArrayList<Source>();
        try (InputStream in = Conformance.class.getResourceAsStream("/" + resource)) {
            sources.add(new Source("", groups(Objects.requireNonNull(in, resource))));
        }
        var outside = outside(resource);
        if (Files.exists(outside)) {
            try (var in = Files.newInputStream(outside)) {
                sources.add(new Source("outside: ", groups(in)));
            }
        }
        return sources;
    }

    /// All groups that the file has, here or outside.
    public Set<String> groups() {
        var names = new LinkedHashSet<String>();
        sources.forEach(source -> source.groups().keySet().forEach(name -> names.add(name.toString())));
        return names;
    }

    /// The cases of a group, each as a test.
    public Stream<DynamicTest> tests(String group, ThrowingConsumer<Case> check) {
        groups.add(group);
        return sources.stream()
                .flatMap(source -> cases(source, group).stream()
                        .map(one -> DynamicTest.dynamicTest(source.prefix() + one.id(), () -> run(one, check))));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.out.println(
                "conformance " + file + ": " + passed + "/" + all + " passed (" + String.join(", ", groups) + ")");
    }

    private void run(Case one, ThrowingConsumer<Case> check) throws Throwable {
        all.incrementAndGet();
        check.accept(one);
        passed.incrementAndGet();
    }

    private static List<Case> cases(Source source, String group) {
        return source.groups().get(group) instanceof List<?> list
                ? list.stream().map(one -> new Case((Map<?, ?>) one)).toList()
                : List.of();
    }

    private static Map<?, ?> groups(InputStream in) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
    }

    /// A folder that is not given absolutely is looked for from here upwards: each module is tested in its own.
    private static Path outside(String file) throws IOException {
        var folder = System.getProperty(FOLDER, "");
        if (folder.isEmpty()) {
            return Path.of("", "no such folder", file);
        }
        for (var here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            if (Files.isDirectory(here.resolve(folder))) {
                return here.resolve(folder).resolve(file);
            }
        }
        throw new IOException("-D" + FOLDER + "=" + folder + ": no such folder");
    }
}
