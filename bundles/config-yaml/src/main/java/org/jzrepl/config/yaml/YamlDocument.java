// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.config.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigException.Problem;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// The first document of a file as a mapping; empty if there is none, or it is null.
final class YamlDocument {
    private static final int MAX_BYTES = 4 << 20;

    private YamlDocument() {}

    static Optional<MappingNode> read(Path file) throws ConfigException {
        var name = file.toString();
        try {
            return mapping(name, first(name, text(file)));
        } catch (CharacterCodingException e) {
            throw problem(name, 0, 0, "is not UTF-8");
        } catch (IOException e) {
            throw problem(name, 0, 0, "cannot be read: " + e);
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark();
            int line = mark.map(at -> at.getLine() + 1).orElse(0);
            int column = mark.map(at -> at.getColumn() + 1).orElse(0);
            throw problem(name, line, column, "is no valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw problem(name, 0, 0, "is no valid YAML: " + e.getMessage());
        }
    }

    private static String text(Path file) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException("has over " + MAX_BYTES + " bytes");
        }
        var text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static Optional<Node> first(String name, String text) {
        var settings = LoadSettings.builder()
                .setLabel(name)
                .setUseMarks(true)
                .setCodePointLimit(MAX_BYTES)
                .build();
        var documents = new Compose(settings).composeAllFromString(text).iterator();
        return documents.hasNext() ? Optional.of(documents.next()) : Optional.empty();
    }

    private static Optional<MappingNode> mapping(String name, Optional<Node> document) throws ConfigException {
        if (document.isEmpty()) {
            return Optional.empty();
        }
        return switch (document.orElseThrow()) {
            case MappingNode mapping -> Optional.of(mapping);
            case ScalarNode scalar when Nodes.isNull(scalar) -> Optional.empty();
            case Node other ->
                throw new ConfigException(List.of(
                        Nodes.problem(other, "", "the top level must be a mapping with keys such as jobs and global")));
        };
    }

    private static ConfigException problem(String file, int line, int column, String message) {
        return new ConfigException(List.of(new Problem(file, line, column, "", message)));
    }
}
