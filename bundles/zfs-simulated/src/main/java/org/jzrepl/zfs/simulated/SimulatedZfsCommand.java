// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.zfs.simulated;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Component;

/// The command `simulated-zfs`: does to simulated pools what users do to real ones.
@Component(service = ToIntFunction.class, property = "jzrepl.command=simulated-zfs")
public final class SimulatedZfsCommand implements ToIntFunction<String[]> {
    private static final String USAGE = """
            usage: jzrepl simulated-zfs --file FILE COMMAND [ARGUMENT]...
                   jzrepl simulated-zfs --file FILE -          (commands line by line from standard input)

            commands:
              create DATASET...             make pools and filesystems
              write DATASET NAME SIZE [SEED]  put a file of SIZE bytes (K, M and G are understood)
              remove DATASET NAME           remove a file
              snapshot DATASET... @NAME     take a snapshot
              list [ROOT]                   datasets with their snapshots, bookmarks, holds and size
              snapshots DATASET             names of a dataset's snapshots, oldest first
              checksums DATASET[@SNAPSHOT]  files with what tells their bytes apart

            exit status: 0 done, 1 wrong usage, or the pools refused""";

    @Override
    public int applyAsInt(String[] arguments) {
        var words = List.of(arguments);
        if (words.contains("--help") || words.contains("-h")) {
            System.out.println(USAGE);
            return 0;
        }
        try {
            if (words.size() < 3 || !words.getFirst().equals("--file")) {
                throw new IllegalArgumentException("--file FILE and a command are needed");
            }
            var commands =
                    new PoolCommands(SimulatedZfs.inFile(Path.of(words.get(1)), InstantSource.system()), System.out);
            for (var line : words.get(2).equals("-") ? standardInput() : List.of(words.subList(2, words.size()))) {
                commands.run(line);
            }
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println("jzrepl simulated-zfs: " + e.getMessage());
            System.err.println(USAGE);
            return 1;
        } catch (IOException e) {
            System.err.println("jzrepl simulated-zfs: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1; // asked to stop: the commands so far are done
        }
    }

    private static List<List<String>> standardInput() throws IOException {
        var lines = new ArrayList<List<String>>();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                lines.add(List.of(line.strip().split("\\s+")));
            }
        }
        return lines;
    }
}
