// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;

/// As much of DER as it takes to put an old private key into PKCS#8.
final class Der {
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;

    private Der() {}

    static byte[] integer(int value) {
        return element(INTEGER, BigInteger.valueOf(value).toByteArray());
    }

    static byte[] octets(byte[] content) {
        return element(OCTET_STRING, content);
    }

    static byte[] sequence(byte[]... elements) {
        var content = new ByteArrayOutputStream();
        for (var element : elements) {
            content.writeBytes(element);
        }
        return element(SEQUENCE, content.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            var length = unsigned(content.length);
            out.write(0x80 | length.length);
            out.writeBytes(length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] unsigned(int value) {
        var bytes = BigInteger.valueOf(value).toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /// The first element of a sequence, with its tag and length.
    static byte[] firstOfSequence(byte[] der) throws InvalidKeySpecException {
        try {
            int first = contentOf(der, 0);
            int content = contentOf(der, first);
            return Arrays.copyOfRange(der, first, content + lengthOf(der, first));
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new InvalidKeySpecException("DER ends within an element", e);
        }
    }

    /// Where the content of the element at `at` begins.
    private static int contentOf(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
    }

    private static int lengthOf(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return first < 0x80
                ? first
                : new BigInteger(1, Arrays.copyOfRange(der, at + 2, contentOf(der, at))).intValueExact();
    }
}
