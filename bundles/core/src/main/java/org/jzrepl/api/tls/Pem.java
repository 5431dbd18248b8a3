// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// A PEM file: blocks with labels; what stands between them is ignored.
record Pem(String key, Path file, List<Block> blocks) {
    private static final int AT_MOST = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*?\\n(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern HEADERS = Pattern.compile("(?:[A-Za-z0-9-]+:[^\\n]*\\n)+\\s*\\n");

    Pem {
        blocks = List.copyOf(blocks);
    }

    /// `headers` stand before the data, such as `Proc-Type: 4,ENCRYPTED`.
    record Block(String label, String headers, byte[] der) {}

    /// `key` is the configuration's, for messages.
    static Pem read(String key, Path file) throws CredentialException {
        var blocks = new ArrayList<Block>();
        var found = BLOCK.matcher(text(key, file));
        while (found.find()) {
            var body = found.group(2);
            var headers = HEADERS.matcher(body);
            int data = headers.lookingAt() ? headers.end() : 0;
            blocks.add(new Block(found.group(1), body.substring(0, data), decoded(key, file, body.substring(data))));
        }
        return new Pem(key, file, blocks);
    }

    private static String text(String key, Path file) throws CredentialException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(AT_MOST + 1);
            if (bytes.length > AT_MOST) {
                throw new CredentialException(key, "read " + file + ": over " + AT_MOST + " bytes are no PEM file");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        } catch (NoSuchFileException e) {
            throw new CredentialException(key, "read " + file + ": there is no such file", e);
        } catch (CredentialException e) {
            throw e;
        } catch (IOException e) {
            throw new CredentialException(key, "read " + file + ": " + e.getMessage(), e);
        }
    }

    private static byte[] decoded(String key, Path file, String base64) throws CredentialException {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new CredentialException(key, "read " + file + ": broken base64: " + e.getMessage(), e);
        }
    }

    CredentialException wrong(String why) {
        return new CredentialException(key, file + " " + why);
    }
}
