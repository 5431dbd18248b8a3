// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Plays `src/test/transcripts`: each command must print and return what is written below it.
///
/// `$DIR` stands for the folder that the files are in, and `$JAVA` for the version of Java.
final class CliTranscriptsTest {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @TestFactory
    Stream<DynamicTest> every_transcript_is_what_happens(@TempDir Path temporary) throws IOException {
        try (var files = Files.list(Path.of("src/test/transcripts"))) {
            var transcripts = files.sorted().toList();
            assertFalse(transcripts.isEmpty());
            return transcripts.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                        var folder = Files.createDirectory(
                                temporary.resolve(file.getFileName().toString()));
                        play(Transcript.parse(Files.readString(file)), folder);
                    }));
        }
    }

    @AfterEach
    void give_the_streams_back() {
        System.setOut(out);
        System.setErr(err);
    }

    private void play(Transcript transcript, Path folder) throws IOException {
        var replies = new HashMap<String, FakeDaemon.Reply>();
        for (var file : transcript.contentByFile().entrySet()) {
            var content = file.getValue().replace("$DIR", folder.toString());
            if (file.getKey().startsWith("/")) {
                var words = file.getKey().split(" ");
                replies.put(
                        words[0], new FakeDaemon.Reply(words.length > 1 ? Integer.parseInt(words[1]) : 200, content));
            } else {
                Files.writeString(folder.resolve(file.getKey()), content);
            }
        }
        if (replies.isEmpty()) {
            play(transcript.commands(), folder);
            return;
        }
        try (var _ = new FakeDaemon(folder.resolve("control"), replies)) {
            play(transcript.commands(), folder);
        }
    }

    private void play(List<Transcript.Command> commands, Path folder) {
        for (var command : commands) {
            assertEquals(
                    command.session().stripTrailing(), played(command, folder).stripTrailing());
        }
    }

    private String played(Transcript.Command command, Path folder) {
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
            int status = Main.run(command.arguments().stream()
                    .map(word -> word.replace("$DIR", folder.toString()))
                    .toArray(String[]::new));
            return Transcript.session(command, status, text(outBytes, folder), text(errBytes, folder));
        } finally {
            give_the_streams_back();
        }
    }

    private static String text(ByteArrayOutputStream bytes, Path folder) {
        return bytes.toString(StandardCharsets.UTF_8)
                .replace(folder.toString(), "$DIR")
                .replace(Runtime.version().toString(), "$JAVA");
    }
}
