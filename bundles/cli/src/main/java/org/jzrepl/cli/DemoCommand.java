// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `demo`: the main job from nothing to a proof, on simulated or on real ZFS.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Watch snapshots being taken, replicated and pruned; ends with a proof that both sides are equal.",
            "",
            "Starts a daemon of its own in a temporary folder, with three datasets whose files change between four rounds,"
                    + " and compares the checksums of every file of every replicated snapshot. Touches no pool of this"
                    + " machine."
        },
        footer = {"", "Exit status: 0 proved; 1 something failed, which is told."})
final class DemoCommand implements Runnable {
    @Option(
            names = "--zfs",
            paramLabel = "simulated|vm",
            defaultValue = "simulated",
            description = "simulated: a model; vm: real OpenZFS in a virtual machine (from a source tree).")
    private Kind zfs = Kind.simulated;

    enum Kind {
        simulated,
        vm
    }

    @Override
    public void run() {
        var home = Optional.ofNullable(System.getenv("JZREPL_HOME"))
                .map(Path::of)
                .orElseThrow(() -> new CommandFailedException("run it as bin/jzrepl demo"));
        try (var folder = new ScratchFolder();
                var scene = scene(home, folder.path())) {
            new Demo(home, folder.path(), scene, System.out).run();
        } catch (IOException e) {
            throw new CommandFailedException(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new CommandFailedException("interrupted", e);
        }
    }

    private DemoScene scene(Path home, Path folder) throws IOException, InterruptedException {
        return switch (zfs) {
            case simulated -> new SimulatedScene(home, folder.resolve("pools"));
            case vm ->
                VmScene.start(Optional.ofNullable(System.getenv("JZREPL_ZFS_VM"))
                        .map(Path::of)
                        .orElseThrow(() -> new CommandFailedException(
                                "--zfs=vm needs the source tree: run ./jzrepl demo --zfs=vm there")));
        };
    }
}
