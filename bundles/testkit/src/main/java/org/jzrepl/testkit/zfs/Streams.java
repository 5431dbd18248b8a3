// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.testkit.zfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.zfs.Zfs;
import org.jzrepl.api.zfs.ZfsStreams.Receive;
import org.jzrepl.api.zfs.ZfsStreams.Send;

/// Sends and receives as the cases need them.
record Streams(Zfs zfs) {
    static Send full(DatasetPath dataset, Revision.Snapshot to) {
        return new Send(dataset, Optional.empty(), to, Set.of(), Optional.empty());
    }

    static Send incremental(DatasetPath dataset, Revision from, Revision.Snapshot to) {
        return new Send(dataset, Optional.of(from), to, Set.of(), Optional.empty());
    }

    static Send resumed(DatasetPath dataset, Revision.Snapshot to, String token) {
        return new Send(dataset, Optional.empty(), to, Set.of(), Optional.of(token));
    }

    static Receive into(DatasetPath target, String snapshot) {
        return new Receive(target, snapshot, false, true, Map.of(), Set.of());
    }

    static Receive forced(DatasetPath target, String snapshot) {
        return new Receive(target, snapshot, true, true, Map.of(), Set.of());
    }

    static Receive notResumable(DatasetPath target, String snapshot) {
        return new Receive(target, snapshot, false, false, Map.of(), Set.of());
    }

    void copy(Send send, Receive receive) throws IOException, InterruptedException {
        try (var stream = zfs.streams().send(send)) {
            zfs.streams().receive(receive, stream);
        }
    }

    /// Receives the first `bytes` of a stream, as if it ended there.
    void copyPart(Send send, Receive receive, long bytes) throws IOException, InterruptedException {
        try (var stream = zfs.streams().send(send)) {
            zfs.streams().receive(receive, new Cut(stream, bytes));
        }
    }

    long length(Send send) throws IOException, InterruptedException {
        try (var stream = zfs.streams().send(send)) {
            var buffer = ByteBuffer.allocateDirect(1 << 17);
            long length = 0;
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer.clear())) {
                length += read;
            }
            return length;
        }
    }

    /// The beginning of a stream.
    private static final class Cut implements ReadableByteChannel {
        private final ReadableByteChannel stream;
        private long left;

        Cut(ReadableByteChannel stream, long left) {
            this.stream = stream;
            this.left = left;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (left <= 0) {
                return -1;
            }
            var part = into.slice(into.position(), (int) Math.min(into.remaining(), left));
            int read = stream.read(part);
            if (read > 0) {
                left -= read;
                into.position(into.position() + read);
            }
            return read;
        }

        @Override
        public boolean isOpen() {
            return stream.isOpen();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
