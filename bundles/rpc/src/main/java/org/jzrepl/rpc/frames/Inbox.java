// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.rpc.frames;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;

/// Where the thread that reads the wire meets the one that wants what is read. The latter leaves a [Wanted]; the
/// former fills its buffer.
///
/// All state is guarded by the object's own lock, which is not held over a read.
final class Inbox {
    private Optional<Wanted> wanted = Optional.empty();
    private Optional<IOException> end = Optional.empty();
    private boolean filling;
    private boolean hurried;
    private boolean discarding;

    /// The bytes that the owner waits for: of frames of this type.
    static final class Wanted {
        private final FrameType type;
        private final ByteBuffer into;
        private final int begin;
        private Optional<Answer> answer = Optional.empty();

        private Wanted(FrameType type, ByteBuffer into) {
            this.type = type;
            this.into = into;
            this.begin = into.position();
        }

        FrameType type() {
            return type;
        }

        ByteBuffer into() {
            return into;
        }
    }

    /// What came of it. Closed.
    private sealed interface Answer {
        record Bytes() implements Answer {}

        record End() implements Answer {}

        record Failed(IOException cause) implements Answer {}
    }

    /// For the owner: blocks until some bytes are in `into`; false at the end of the message or stream.
    ///
    /// An interrupt ends the wait, not the connection. Nobody writes to `into` after this has returned.
    boolean read(FrameType type, ByteBuffer into) throws IOException {
        return switch (answer(new Wanted(type, into))) {
            case Answer.Bytes() -> true;
            case Answer.End() -> false;
            case Answer.Failed(var cause) -> throw cause;
        };
    }

    private synchronized Answer answer(Wanted mine) throws ClosedByInterruptException {
        wanted = Optional.of(mine);
        hurried = false;
        notifyAll();
        while (mine.answer.isEmpty() && (filling || end.isEmpty() && !hurried)) {
            try {
                wait();
            } catch (InterruptedException e) {
                hurried = true;
            }
        }
        wanted = Optional.empty();
        if (hurried) {
            Thread.currentThread().interrupt();
        }
        if (mine.answer.isEmpty() && end.isEmpty()) {
            throw new ClosedByInterruptException();
        }
        return mine.answer.orElseGet(() -> new Answer.Failed(end.orElseThrow()));
    }

    /// For the reader: waits for somebody to want something and takes hold of the buffer; empty once all is to be
    /// discarded.
    synchronized Optional<Wanted> take() throws InterruptedException {
        while (!discarding && (wanted.isEmpty() || wanted.orElseThrow().answer.isPresent())) {
            wait();
        }
        filling = !discarding;
        return discarding ? Optional.empty() : wanted;
    }

    /// For the reader: lets go of the buffer, with some bytes in it or none.
    synchronized void give(Wanted to) {
        filling = false;
        if (to.into.position() > to.begin) {
            to.answer = Optional.of(new Answer.Bytes());
        }
        notifyAll();
    }

    /// For the reader: whether to let go of the buffer as soon as possible.
    synchronized boolean isHurried() {
        return hurried;
    }

    /// For the reader: lets go of the buffer without having used it.
    synchronized void release() {
        filling = false;
        notifyAll();
    }

    /// For the reader: the message or stream has ended, well or not.
    synchronized void ended(Wanted to, Optional<IOException> failure) {
        filling = false;
        to.answer = Optional.of(failure.<Answer>map(Answer.Failed::new).orElseGet(Answer.End::new));
        notifyAll();
    }

    /// For the reader: nothing more comes, for this reason.
    synchronized void closed(IOException why) {
        filling = false;
        end = end.or(() -> Optional.of(why));
        notifyAll();
    }

    /// Nobody wants anything any more.
    synchronized void discard() {
        discarding = true;
        notifyAll();
    }

    synchronized boolean isDiscarding() {
        return discarding;
    }
}
