// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.hello;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The message of the version handshake: the protocol's version and extensions (`wire-protocol.md` 2.1). Of the
/// forms that zrepl would accept only the canonical one is; it sends no other.
public record Hello(int version, List<String> extensions) {
    /// Bytes that announce the length of the rest.
    static final int PREFIX = 11;

    /// What we say: no extension is known.
    static final Hello OURS = new Hello(7, List.of());

    private static final int MAX_LENGTH = 1 << 16;
    private static final int MAX_NUMBER = 9999;
    private static final String FORM = "ZREPL_ZFS_REPLICATION PROTOVERSION=%04d EXTENSIONS=%04d\n";
    private static final Pattern LENGTH = Pattern.compile("([0-9]{10}) ");
    private static final Pattern FIRST_LINE =
            Pattern.compile("ZREPL_ZFS_REPLICATION PROTOVERSION=([0-9]{4}) EXTENSIONS=([0-9]{4})");

    public Hello {
        extensions = List.copyOf(extensions);
        if (version < 1 || version > MAX_NUMBER) {
            throw new IllegalArgumentException("protocol version " + version + " is not between 1 and " + MAX_NUMBER);
        }
        if (extensions.size() >= MAX_NUMBER) {
            throw new IllegalArgumentException(extensions.size() + " protocol extensions are too many");
        }
        for (var extension : extensions) {
            if (extension.contains("\n") || !UTF_8.newEncoder().canEncode(extension)) {
                throw new IllegalArgumentException("protocol extension \"" + extension + "\" is not one line of UTF-8");
            }
        }
    }

    ByteBuffer encode() {
        var body = new StringBuilder(String.format(Locale.ROOT, FORM, version, extensions.size()));
        extensions.forEach(extension -> body.append(extension).append('\n'));
        var length = String.format(Locale.ROOT, "%010d ", body.toString().getBytes(UTF_8).length);
        return ByteBuffer.wrap((length + body).getBytes(UTF_8));
    }

    /// How long the rest is that `prefix` announces.
    static int length(ByteBuffer prefix) throws ProtocolException {
        var form = LENGTH.matcher(text(prefix));
        if (!form.matches()) {
            throw new ProtocolException("version handshake: the peer speaks another protocol");
        }
        long length = Long.parseLong(form.group(1));
        if (length > MAX_LENGTH) {
            throw new ProtocolException("version handshake: the peer announces " + length + " bytes");
        }
        return (int) length;
    }

    /// The message whose rest is `body`, all of it.
    static Hello decode(ByteBuffer body) throws ProtocolException {
        var lines = text(body).split("\n", -1);
        var first = FIRST_LINE.matcher(lines[0]);
        if (!first.matches()) {
            throw new ProtocolException("version handshake: the peer speaks another protocol");
        }
        int extensions = Integer.parseInt(first.group(2));
        if (lines.length != extensions + 2 || !lines[extensions + 1].isEmpty()) {
            throw new ProtocolException("version handshake: the peer announces " + extensions
                    + " extensions and sends another number of them");
        }
        try {
            return new Hello(Integer.parseInt(first.group(1)), List.of(lines).subList(1, extensions + 1));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("version handshake: " + e.getMessage());
        }
    }

    private static String text(ByteBuffer bytes) throws ProtocolException {
        try {
            return UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolException("version handshake: the peer sends no UTF-8");
        }
    }
}
