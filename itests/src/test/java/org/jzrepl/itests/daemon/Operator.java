// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.itests.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Somebody at a terminal beside a daemon. What he types and reads is printed, so that the tests' own log is a
/// transcript; the daemon's folder, which differs from run to run, is `~` in it.
record Operator(DaemonFolder folder) {
    /// What a command that succeeds has answered.
    String told(Object... command) throws IOException, InterruptedException {
        return answer(0, command);
    }

    /// What a command says that fails, on both its outputs.
    String refused(Object... command) throws IOException, InterruptedException {
        return answer(1, command);
    }

    private String answer(int status, Object... command) throws IOException, InterruptedException {
        var words = Stream.of(command).map(Object::toString).toList();
        var all = new ArrayList<>(words);
        all.addAll(List.of("--config", folder.config().toString()));
        var outcome = Product.run(folder, all.toArray(String[]::new));
        var said = brief(outcome.out() + outcome.err());
        System.out.print(transcript(words, said, outcome.status()));
        assertEquals(status, outcome.status(), words + ": " + said);
        return said;
    }

    private String transcript(List<String> words, String said, int status) {
        var command = words.stream()
                .map(word -> word.contains(" ") ? "'" + word + "'" : brief(word))
                .collect(Collectors.joining(" ", "$ jzrepl ", "\n"));
        return command + said + (status == 0 ? "" : "[" + status + "]\n");
    }

    /// With the daemon's folder as in the transcript.
    String brief(String said) {
        return said.replace(folder.path().toString(), "~");
    }
}
