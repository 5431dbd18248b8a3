// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The text with which a failure travels: at least two bytes, since less has another meaning on the wire, and at
/// most so many that the peer takes it.
public final class ErrorText {
    /// What fits into a response header (`wire-protocol.md` 4.5).
    public static final int MAX = 32_753;

    private ErrorText() {}

    public static String of(Throwable failure, int maxBytes) {
        var message = failure.getMessage();
        var text = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        var clean = UTF_8.decode(UTF_8.encode(text)).toString(); // no halves of characters
        return clean.length() < 2 ? clean + " " : cut(clean, maxBytes);
    }

    /// The beginning of `text`, whole characters only.
    static String cut(String text, int maxBytes) {
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            bytes += Character.toString(character).getBytes(UTF_8).length;
            if (bytes > maxBytes) {
                return text.substring(0, i);
            }
            i += Character.charCount(character);
        }
        return text;
    }
}
