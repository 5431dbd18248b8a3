// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Spoils conversations. Equal generators give equal bytes.
final class Mutator {
    /// Of a hundred, how many are spoilt in their greeting already.
    private static final int IN_GREETING = 10;

    private static final int MAX_CHANGES = 4;
    private static final int MAX_INSERTED = 64;
    private static final int[] LENGTHS = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 15, 1 << 24, 0x7ffffff};
    private static final byte[] PATH = "tank/a".getBytes(US_ASCII);
    private static final List<String> PATHS =
            List.of("secret", "../../", "tank/.", "/tank/", "backup", "tank#a", "tank@1");

    private final List<Conversation> conversations;
    private final RandomGenerator random;

    Mutator(List<Conversation> conversations, RandomGenerator random) {
        this.conversations = conversations;
        this.random = random;
    }

    Conversation next() {
        var seed = any();
        var bytes = seed.bytes().clone();
        boolean early = random.nextInt(100) < IN_GREETING;
        int from = early ? 0 : Conversation.GREETING;
        for (int changes = 1 + random.nextInt(MAX_CHANGES); changes > 0; changes--) {
            bytes = changed(bytes, from, early ? Conversation.GREETING : bytes.length);
        }
        return new Conversation(seed.toSink(), bytes);
    }

    private Conversation any() {
        return conversations.get(random.nextInt(conversations.size()));
    }

    private byte[] changed(byte[] bytes, int from, int to) {
        if (bytes.length <= from) {
            return bytes;
        }
        int at = from + random.nextInt(Math.min(to, bytes.length) - from);
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, at);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> spliced(bytes, at, noise(1 + random.nextInt(MAX_INSERTED)), at);
            case 3 -> spliced(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + random.nextInt(MAX_INSERTED)));
            case 4 -> spliced(bytes, at, number(), Math.min(bytes.length, at + Integer.BYTES));
            case 5 -> spliced(bytes, at, Arrays.copyOfRange(bytes, from, bytes.length), at);
            case 6 -> withTail(bytes, at);
            default -> otherPath(bytes, from);
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return bytes;
    }

    private byte[] noise(int length) {
        var noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /// A length, as frames and messages of gRPC have it.
    private byte[] number() {
        return java.nio.ByteBuffer.allocate(Integer.BYTES)
                .putInt(LENGTHS[random.nextInt(LENGTHS.length)])
                .array();
    }

    /// What another conversation ends with.
    private byte[] withTail(byte[] bytes, int at) {
        var other = any().bytes();
        return spliced(bytes, at, Arrays.copyOfRange(other, random.nextInt(other.length), other.length), bytes.length);
    }

    private byte[] otherPath(byte[] bytes, int from) {
        int at = from;
        while (at + PATH.length <= bytes.length && !Arrays.equals(bytes, at, at + PATH.length, PATH, 0, PATH.length)) {
            at++;
        }
        if (at + PATH.length <= bytes.length) {
            var path = PATHS.get(random.nextInt(PATHS.size())).getBytes(US_ASCII);
            System.arraycopy(path, 0, bytes, at, PATH.length);
        }
        return bytes;
    }

    /// `bytes` with `inserted` in place of what is between `at` and `end`.
    private static byte[] spliced(byte[] bytes, int at, byte[] inserted, int end) {
        var result = Arrays.copyOf(bytes, at + inserted.length + bytes.length - end);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(bytes, end, result, at + inserted.length, bytes.length - end);
        return result;
    }
}
