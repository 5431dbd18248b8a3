// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.build;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Checks (`check`) or applies (`apply`) the layout of all Java files below a folder; ends with 1 if one differs.
public final class Format {
    private static final String LICENSE = "// SPDX-License-Identifier: Apache-2.0\n";
    /// How the package is declared in a source of an archetype, and in one that can be parsed.
    private static final String TEMPLATE = "\npackage ${package};";

    private static final String NAMED = "\npackage any;";
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", "state");

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    private Format() {}

    public static void main(String[] arguments) throws IOException {
        boolean apply = arguments[0].equals("apply");
        var wrong = new Format().run(apply, Path.of(arguments[1]).normalize());
        wrong.forEach(System.err::println);
        if (!wrong.isEmpty()) {
            System.err.println("format with: mvn -q -pl build/format compile exec:exec@apply -Dformat.mode=apply");
            System.exit(1);
        }
    }

    private List<String> run(boolean apply, Path tree) throws IOException {
        var wrong = new ArrayList<String>();
        for (var file : sources(tree)) {
            var source = Files.readString(file);
            try {
                var formatted = formatted(source);
                if (apply && !formatted.equals(source)) {
                    Files.writeString(file, formatted);
                } else if (!formatted.equals(source)) {
                    wrong.add(tree.relativize(file) + ": not formatted");
                }
            } catch (FormatterException e) {
                wrong.add(tree.relativize(file) + ": " + e.getMessage());
            }
            if (!source.startsWith(LICENSE)) {
                wrong.add(tree.relativize(file) + ": first line is not " + LICENSE.strip());
            }
        }
        return wrong;
    }

    private String formatted(String source) throws FormatterException {
        var named = source.replace(TEMPLATE, NAMED);
        var trimmed = RemoveUnusedImports.removeUnusedImports(LongComments.wrapped(named));
        var ordered = ImportOrderer.reorderImports(trimmed, JavaFormatterOptions.Style.PALANTIR);
        return formatter.formatSource(ordered).replace(NAMED, TEMPLATE);
    }

    private static List<Path> sources(Path tree) throws IOException {
        var files = new ArrayList<Path>();
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return LEFT_OUT.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
