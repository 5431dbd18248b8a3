// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jzrepl.api.command.CommandLine;
import org.jzrepl.api.command.Offline;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.zfs.ZfsModel;
import org.jzrepl.simulate.Request.Output;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// The command `simulate`: what a job's snapshots and pruning come to in the long run. Changes nothing.
@Component(service = ToIntFunction.class, property = "jzrepl.command=simulate")
public final class SimulateCommand implements ToIntFunction<String[]> {
    private final Offline offline;
    private final ZfsModel model;
    private final InstantSource clock = InstantSource.system();

    @Activate
    public SimulateCommand(@Reference Offline offline, @Reference ZfsModel model) {
        this.offline = offline;
        this.model = model;
    }

    @Override
    public int applyAsInt(String[] arguments) {
        var console = System.console();
        boolean isWatched = console != null && console.isTerminal();
        return run(arguments, System.out, System.err, isWatched);
    }

    int run(String[] arguments, PrintStream out, PrintStream err, boolean isWatched) {
        if (CommandLine.asksForHelp(arguments)) {
            out.println(Request.USAGE);
            return 0;
        }
        try {
            var request = Request.of(CommandLine.parse(arguments, Request.OPTIONS), clock);
            tell(request, outcomes(request, isWatched ? new Progress(err) : Progress.SILENT), out);
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("jzrepl simulate: " + e.getMessage());
            err.println(Request.USAGE);
        } catch (ConfigException e) {
            err.println("could not parse config:");
            e.problems().forEach(err::println);
        } catch (IOException e) {
            err.println("jzrepl simulate: " + e.getMessage());
        } catch (InterruptedException e) {
            err.println("jzrepl simulate: interrupted");
        }
        return 1;
    }

    private List<Outcome> outcomes(Request request, Progress progress)
            throws ConfigException, IOException, InterruptedException {
        try (var casting = new Casting(offline)) {
            var outcomes = new ArrayList<Outcome>();
            for (var scenario : casting.scenarios(request)) {
                outcomes.add(new Simulation(scenario, request.period(), model).run(progress.of(scenario.file())));
            }
            progress.done();
            return outcomes;
        }
    }

    private static void tell(Request request, List<Outcome> outcomes, PrintStream out) throws IOException {
        switch (request.output()) {
            case Output.Table() -> out.print(Table.text(outcomes));
            case Output.Json() -> out.println(OutcomeJson.text(outcomes));
            case Output.Html(var file) -> write(file, Page.html(outcomes), out);
            case Output.Svg(var file) -> write(file, Picture.svg(outcomes), out);
        }
    }

    private static void write(String file, String text, PrintStream out) throws IOException {
        if (file.equals("-")) {
            out.print(text);
            return;
        }
        try {
            Files.writeString(Path.of(file), text);
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + e, e);
        }
    }
}
