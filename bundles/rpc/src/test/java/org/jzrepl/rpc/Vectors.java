// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/// Conformance vectors from files in `vectors/`: a line each, columns between bars.
public final class Vectors {
    private Vectors() {}

    public record Row(List<String> columns) {
        public String id() {
            return columns.getFirst();
        }

        public String column(int index) {
            return index < columns.size() ? columns.get(index) : "";
        }

        public ByteBuffer bytes(int index) {
            return hex(column(index));
        }
    }

    public static List<Row> rows(String file) {
        return lines(file)
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> new Row(
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList()))
                .toList();
    }

    public static Stream<String> lines(String file) {
        try (var in = Vectors.class.getResourceAsStream("/vectors/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ByteBuffer hex(String text) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(text.replace(" ", "")));
    }

    /// One test for each row; says how many there are, for the record.
    public static Stream<DynamicTest> tests(String what, List<Row> rows, Check check) {
        System.out.println("vectors: " + rows.size() + " " + what);
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.id(), (Executable) () -> check.check(row)));
    }

    @FunctionalInterface
    public interface Check {
        void check(Row row) throws Exception;
    }
}
