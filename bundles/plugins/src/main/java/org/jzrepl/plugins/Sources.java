// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jzrepl.api.control.PluginRefusedException;

/// Copies what an operator names into the staging folder: a file, a URL, or `group:artifact:version`.
record Sources(Optional<String> repository, Path staging) {
    private static final Pattern COORDINATES = Pattern.compile("([\\w.-]+):([\\w.-]+):([\\w.-]+)");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long MAX_BYTES = 256L << 20;

    /// Without what it depends on: whatever is missing then, resolution names.
    Staged fetch(String source) throws PluginRefusedException {
        var coordinates = COORDINATES.matcher(source);
        var place = coordinates.matches()
                ? inRepository(source, coordinates.group(1), coordinates.group(2), coordinates.group(3))
                : source;
        try {
            var copy = Files.createTempFile(staging, "staged", ".jar");
            copy(place, copy);
            return Staged.of(copy, source);
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            throw new PluginRefusedException("fetch " + source + describe(source, place) + ": " + e, e);
        }
    }

    private static String describe(String source, String place) {
        return place.equals(source) ? "" : " from " + place;
    }

    private String inRepository(String source, String group, String artifact, String version)
            throws PluginRefusedException {
        if (repository.isEmpty()) {
            throw new PluginRefusedException("fetch " + source
                    + ": no repository is configured; set global.plugins.repository, or give a file or a URL");
        }
        return repository.orElseThrow().replaceFirst("/+$", "") + "/" + group.replace('.', '/') + "/" + artifact + "/"
                + version + "/" + artifact + "-" + version + ".jar";
    }

    private static void copy(String place, Path copy) throws IOException, URISyntaxException {
        if (!place.matches("[a-z]+:.*")) {
            copyFile(Path.of(place), copy);
            return;
        }
        var address = new URI(place);
        switch (address.getScheme()) {
            case "file" -> copyFile(Path.of(address), copy);
            case "https" -> download(address, copy);
            default ->
                throw new IOException(
                        "only https: and file: are fetched from, since others can be tampered with on the way");
        }
    }

    private static void copyFile(Path file, Path copy) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        try (var in = Files.newInputStream(file)) {
            save(in, copy);
        }
    }

    private static void download(URI address, Path copy) throws IOException {
        var connection = address.toURL().openConnection();
        connection.setConnectTimeout((int) TIMEOUT.toMillis());
        connection.setReadTimeout((int) TIMEOUT.toMillis());
        try (var in = connection.getInputStream()) {
            save(in, copy);
        }
    }

    private static void save(java.io.InputStream in, Path copy) throws IOException {
        try (var out = Files.newOutputStream(copy)) {
            var buffer = new byte[1 << 16];
            long total = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                total += n;
                if (total > MAX_BYTES) {
                    throw new IOException("it is larger than " + (MAX_BYTES >> 20) + " MiB");
                }
                out.write(buffer, 0, n);
            }
        }
    }
}
