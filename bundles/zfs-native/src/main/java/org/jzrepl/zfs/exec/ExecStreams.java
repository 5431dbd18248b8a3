// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.exec;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.threads.Threads;
import org.jzrepl.api.zfs.EncryptionOverwriteException;
import org.jzrepl.api.zfs.PartialReceiveException;
import org.jzrepl.api.zfs.ResumeToken;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsStreams;

/// `zfs send` and `zfs receive`, each at the other end of a pipe of ours.
record ExecStreams(Program program, Threads threads) implements ZfsStreams {
    private static final Pattern TOKEN = Pattern.compile("[0-9]+-[0-9a-f-]+");
    private static final String NOTHING_TO_ABORT = "does not have any resumable receive state to abort";

    @Override
    public OptionalLong estimate(Send send) throws ZfsException, InterruptedException {
        if (send.resumeToken().isEmpty()
                && send.from().filter(Revision.Bookmark.class::isInstance).isPresent()) {
            return OptionalLong.empty();
        }
        var action = "estimate " + name(send);
        var lines = new ArrayList<String>();
        program.run(Argv.estimate(checked(send)), lines::add).orThrow(action);
        return DryRun.parse(lines, action).expectedBytes();
    }

    @Override
    public ReadableByteChannel send(Send send) throws ZfsException, InterruptedException {
        var action = name(send);
        var arguments = Argv.send(checked(send));
        try (var pipe = program.libc().largePipe()) {
            var reader = new PipeReader(pipe.openForReading(), threads);
            try {
                return new SendChannel(action, program.start(arguments, Wiring.sending(pipe.writeEnd())), reader);
            } catch (ZfsException | InterruptedException | RuntimeException e) {
                reader.close();
                throw e;
            }
        } catch (ZfsException e) {
            throw e;
        } catch (IOException e) {
            throw new ZfsException(action + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void receive(Receive receive, ReadableByteChannel stream) throws IOException, InterruptedException {
        var action = "receive " + Names.snapshot(receive.dataset(), receive.snapshot());
        for (var name : receive.inherit()) {
            Names.property(action, name);
        }
        for (var name : receive.override().keySet()) {
            Names.property(action, name);
        }
        var finished = reception(Argv.receive(receive), stream).run(threads);
        if (!finished.ok()) {
            throw failure(action, finished);
        }
    }

    private Reception reception(java.util.List<String> arguments, ReadableByteChannel stream)
            throws IOException, InterruptedException {
        try (var pipe = program.libc().largePipe()) {
            var stdin = pipe.openForWriting();
            try {
                return new Reception(program.start(arguments, Wiring.receiving(pipe.readEnd())), stdin, stream);
            } catch (ZfsException | InterruptedException | RuntimeException e) {
                stdin.close();
                throw e;
            }
        }
    }

    private ZfsException failure(String action, Finished finished) throws ZfsException, InterruptedException {
        var message = action + ": " + finished.reason();
        var said = RecvOutput.parse(finished.stderr(), _ -> true);
        if (said instanceof RecvOutput.Partial(var token) && !isToken(token)) {
            said = RecvOutput.parse(finished.stderr(), _ -> false);
        }
        return switch (said) {
            case RecvOutput.Partial(var token) -> new PartialReceiveException(message, token);
            case RecvOutput.EncryptionOverwrite() ->
                new EncryptionOverwriteException(
                        message + "; a filesystem cannot become encrypted or unencrypted by receiving into it");
            case RecvOutput.NothingRead(), RecvOutput.Other() -> finished.failure(action);
        };
    }

    /// What is not of the known form, ZFS itself is asked about.
    private boolean isToken(String text) throws ZfsException, InterruptedException {
        try {
            ResumeToken.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return TOKEN.matcher(text).matches()
                    && TokenOutput.parse(text, described(text)) instanceof TokenOutput.Read;
        }
    }

    private String described(String token) throws ZfsException, InterruptedException {
        var lines = new ArrayList<String>();
        var finished = program.run(Argv.describe(token), lines::add);
        return String.join("\n", lines) + "\n" + finished.stderr();
    }

    @Override
    public void abortReceive(DatasetPath dataset) throws ZfsException, InterruptedException {
        var finished = program.run(Argv.abortReceive(Names.dataset(dataset)));
        if (!finished.stderr().contains(NOTHING_TO_ABORT)) {
            finished.orThrow("abort partial receive of " + dataset);
        }
    }

    private static String name(Send send) {
        return "send " + send.dataset() + send.to().relativeName();
    }

    private Send checked(Send send) throws ZfsException, InterruptedException {
        Names.snapshot(send.dataset(), send.to().name());
        if (send.from().isPresent()) {
            Names.revision(send.dataset(), send.from().orElseThrow());
        }
        if (send.resumeToken().isPresent() && !isToken(send.resumeToken().orElseThrow())) {
            throw new ZfsException(name(send) + ": resume token is corrupt");
        }
        return send;
    }
}
