// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jzrepl.api.command.Offline;
import org.jzrepl.api.command.Offline.ConfiguredJob;
import org.jzrepl.api.command.Offline.Session;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.dataset.DatasetFilter;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.EntityName;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.job.Rehearsal;
import org.jzrepl.api.zfs.ZfsCatalog.Scan;
import org.jzrepl.simulate.Request.Chosen;
import org.jzrepl.simulate.Scenario.Beginning;

/// Finds the jobs of a request and what they begin with. Keeps the configurations open until it is closed.
/// Used by one thread.
final class Casting implements AutoCloseable {
    /// Stands for all datasets where nothing is said of any.
    private static final DatasetPath ANY = DatasetPath.parse("tank");

    private final Offline offline;
    private final List<Session> open = new ArrayList<>();

    Casting(Offline offline) {
        this.offline = offline;
    }

    /// A job with its configuration.
    private record Cast(Path file, Session session, ConfiguredJob job, Rehearsal decisions) {
        boolean takesNoSnapshots() {
            return decisions.snapshots().isEmpty();
        }
    }

    List<Scenario> scenarios(Request request) throws ConfigException, IOException, InterruptedException {
        var scenarios = new ArrayList<Scenario>();
        var source = request.source().isPresent()
                ? Optional.of(cast(request.source().orElseThrow()))
                : Optional.<Cast>empty();
        Optional<Map<DatasetPath, List<Snapshot>>> there = Optional.empty();
        var here = request.snapshots().isPresent()
                ? Optional.of(request.snapshots().orElseThrow().read())
                : Optional.<Map<DatasetPath, List<Snapshot>>>empty();
        if (request.receiverSnapshots().isPresent()) {
            there = Optional.of(request.receiverSnapshots().orElseThrow().read());
        }
        for (var chosen : request.files()) {
            var cast = cast(chosen);
            check(cast, source);
            var filter = source.filter(_ -> cast.takesNoSnapshots())
                    .orElse(cast)
                    .job()
                    .filesystems();
            var listed = request.fromZfs().isPresent()
                    ? Optional.of(listed(cast.session(), request.fromZfs().orElseThrow()))
                    : here;
            var sender = sender(cast, filter.orElse(DatasetFilter.ALL), listed);
            checkTime(sender, request.period().from());
            scenarios.add(new Scenario(
                    cast.file().getFileName().toString(),
                    cast.job().name().value(),
                    cast.job().type(),
                    cast.decisions(),
                    cast.takesNoSnapshots() ? source.map(Cast::decisions) : Optional.empty(),
                    new Beginning(sender, receiver(sender, there.orElse(Map.of())))));
        }
        return scenarios;
    }

    private Cast cast(Chosen chosen) throws ConfigException, IOException, InterruptedException {
        var session = offline.open(chosen.file());
        open.add(session);
        var job = job(session, chosen);
        var decisions = session.rehearse(job.name())
                .orElseThrow(() -> new IOException("job \"" + job.name() + "\" of " + chosen.file() + " is a "
                        + job.type()
                        + ": it takes no snapshots and prunes none. Simulate the job that replicates to it,"
                        + " with the configuration of its host"));
        return new Cast(chosen.file(), session, job, decisions);
    }

    private static ConfiguredJob job(Session session, Chosen chosen) throws IOException {
        var names = session.jobs().stream().map(job -> job.name().value()).toList();
        if (chosen.job().isEmpty() && names.size() != 1) {
            throw new IOException(
                    chosen.file() + " has " + names.size() + " jobs: name one of " + names + " with --job");
        }
        return session.jobs().stream()
                .filter(job -> chosen.job().isEmpty()
                        || job.name().value().equals(chosen.job().orElseThrow()))
                .findFirst()
                .orElseThrow(() -> new IOException("job \"" + chosen.job().orElseThrow() + "\" does not exist in "
                        + chosen.file() + "; there are " + names));
    }

    private static void check(Cast cast, Optional<Cast> source) throws IOException {
        var name = "job \"" + cast.job().name() + "\" of " + cast.file();
        if (!cast.takesNoSnapshots() && source.isPresent()) {
            throw new IOException(name + " takes its snapshots itself: leave out --source and --source-job");
        }
        if (cast.takesNoSnapshots() && source.isEmpty()) {
            var why = cast.decisions().replication().isPresent()
                            && cast.job().filesystems().isEmpty()
                    ? " is a pull: a source on another host takes its snapshots. Give that host's configuration with"
                            + " --source PATH"
                    : " takes no snapshots by itself (snapshotting is manual). Name the job that takes them with"
                            + " --source-job JOB, or its configuration with --source PATH";
            throw new IOException(name + why);
        }
        if (source.filter(Cast::takesNoSnapshots).isPresent()) {
            throw new IOException("job \"" + source.orElseThrow().job().name() + "\" of "
                    + source.orElseThrow().file() + " takes no snapshots by itself either");
        }
    }

    private static Map<DatasetPath, List<Snapshot>> listed(Session session, String dataset)
            throws IOException, InterruptedException {
        var root = DatasetPath.parse(EntityName.FILESYSTEM.check(dataset));
        var found = new TreeMap<DatasetPath, List<Snapshot>>();
        for (var one : session.zfs().catalog().scan(List.of(root), Scan.REVISIONS)) {
            found.put(
                    one.path(),
                    one.revisions().stream()
                            .filter(Snapshot.class::isInstance)
                            .map(Snapshot.class::cast)
                            .toList());
        }
        if (found.isEmpty()) {
            throw new IOException("dataset " + dataset + " does not exist");
        }
        return found;
    }

    /// What passes the job's filter; one dataset without snapshots, if nothing is given.
    private static Map<DatasetPath, List<Snapshot>> sender(
            Cast cast, DatasetFilter filter, Optional<Map<DatasetPath, List<Snapshot>>> given) throws IOException {
        if (given.isEmpty()) {
            var any = filter.roots().stream().filter(root -> !root.isRoot()).findFirst();
            return Map.of(any.orElse(ANY), List.of());
        }
        var passing = new TreeMap<>(given.orElseThrow());
        passing.keySet().removeIf(path -> !filter.passes(path));
        if (passing.isEmpty()) {
            throw new IOException("job \"" + cast.job().name() + "\" takes none of the listed datasets "
                    + given.orElseThrow().keySet().stream().limit(5).toList() + ": try jzrepl test filesystems");
        }
        return passing;
    }

    /// The receiver's datasets end in the sender's paths.
    private static Map<DatasetPath, List<Snapshot>> receiver(
            Map<DatasetPath, List<Snapshot>> sender, Map<DatasetPath, List<Snapshot>> given) throws IOException {
        var found = new TreeMap<DatasetPath, List<Snapshot>>();
        given.forEach((path, snapshots) -> sender.keySet().stream()
                .filter(here -> path.toString().endsWith("/" + here))
                .max((a, b) ->
                        Integer.compare(a.components().size(), b.components().size()))
                .ifPresent(here -> found.put(here, snapshots)));
        if (found.isEmpty() && !given.isEmpty()) {
            throw new IOException("none of the receiver's datasets "
                    + given.keySet().stream().limit(5).toList() + " ends in the path of one of the sender's "
                    + sender.keySet().stream().limit(5).toList());
        }
        return found;
    }

    private static void checkTime(Map<DatasetPath, List<Snapshot>> sender, Instant start) throws IOException {
        for (var dataset : sender.entrySet()) {
            for (var snapshot : dataset.getValue()) {
                if (snapshot.creation().isAfter(start)) {
                    throw new IOException(dataset.getKey() + "@" + snapshot.name() + " is of " + snapshot.creation()
                            + ", after the start at " + start + ": give a later --start, or leave it out");
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (var session : open.reversed()) {
            session.close();
        }
    }
}
