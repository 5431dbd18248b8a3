// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.dataset.Revision.Snapshot;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.ResumeToken;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsStreams.Flag;
import org.jzrepl.api.zfs.ZfsStreams.Send;

/// What must be true before a step is sent or estimated (`replication-and-zfs.md` 1.9), for a job that sends
/// with these options. Peers forge steps and tokens, so nothing they say is taken for true.
record SendChecks(boolean encrypted, Set<Flag> flags) {
    static final String ENCRYPTION = "encryption";

    SendChecks {
        flags = Set.copyOf(flags);
    }

    /// What to send, if all is well. `dataset` was read with its property `encryption`; `there` are its
    /// revisions.
    Send check(Dataset dataset, List<Revision> there, Step step) throws ZfsException {
        var to = target(dataset.path(), there, step, action(step));
        Optional<Revision> from = step.from().isPresent()
                ? Optional.of(revision(dataset.path(), there, step.from().orElseThrow(), action(step)))
                : Optional.empty();
        boolean datasetIsEncrypted = encryption(dataset, action(step));
        if (step.resumeToken().isPresent()) {
            token(step, decoded(step), datasetIsEncrypted);
        }
        return new Send(dataset.path(), from, to, effective(), step.resumeToken());
    }

    /// The names of the revisions that a step is about.
    static List<String> names(Step step) {
        return Stream.concat(step.from().stream(), Stream.of(step.to()))
                .map(Revision::relativeName)
                .toList();
    }

    /// The step's target as it is on disk.
    static Snapshot target(DatasetPath dataset, List<Revision> there, Step step, String action) throws ZfsException {
        return (Snapshot) revision(dataset, there, step.to(), action); // the name says that it is a snapshot
    }

    /// The revision of this name as it is on disk, which must have the GUID it was planned with.
    static Revision revision(DatasetPath dataset, List<Revision> there, Revision wanted, String action)
            throws ZfsException {
        var named = there.stream()
                .filter(revision -> revision.relativeName().equals(wanted.relativeName()))
                .findFirst()
                .orElseThrow(() -> new NoSuchDatasetException(
                        action + ": " + dataset + wanted.relativeName() + " does not exist"));
        if (!named.guid().equals(wanted.guid())) {
            throw new ZfsException(action + ": " + dataset + wanted.relativeName() + " has GUID " + named.guid()
                    + ", not " + wanted.guid() + ": it is another one than when this was planned");
        }
        return named;
    }

    /// Whether the dataset is encrypted; fails where the job's options do not allow to send it.
    boolean encryption(Dataset dataset, String action) throws ZfsException {
        boolean datasetIsEncrypted = isEncrypted(dataset, action);
        if (encrypted && !datasetIsEncrypted) {
            throw new ZfsException(action + ": the dataset is not encrypted, and send.encrypted is true");
        }
        if (flags.contains(Flag.RAW) && datasetIsEncrypted && !encrypted) {
            throw new ZfsException(
                    action + ": the dataset is encrypted and send.raw is true; send.encrypted must be, too");
        }
        return datasetIsEncrypted;
    }

    /// The token must ask for this step of this dataset, no more and no less encrypted than the job allows.
    void token(Step step, ResumeToken token, boolean datasetIsEncrypted) throws ZfsException {
        var action = action(step);
        if (!dataset(token, action).equals(step.filesystem())) {
            throw new ZfsException(action + ": the resume token is for " + token.toName());
        }
        var from = step.from().map(Revision::guid);
        if (!token.from().equals(from)) {
            throw new ZfsException(
                    action + ": the resume token starts from " + text(token.from()) + ", not " + text(from));
        }
        if (!token.to().equals(step.to().guid())) {
            throw new ZfsException(action + ": the resume token goes to GUID " + token.to() + ", not "
                    + step.to().guid());
        }
        boolean staysEncrypted = datasetIsEncrypted && token.raw();
        if (encrypted != staysEncrypted) {
            throw new ZfsException(action + ": the resume token is of " + (staysEncrypted ? "an encrypted" : "a plain")
                    + " stream, and send.encrypted is " + encrypted);
        }
    }

    private Set<Flag> effective() {
        var effective = new HashSet<>(flags);
        if (encrypted) {
            effective.add(Flag.RAW);
        }
        return effective;
    }

    private static boolean isEncrypted(Dataset dataset, String action) throws ZfsException {
        var property = Optional.ofNullable(dataset.properties().get(ENCRYPTION));
        if (property.isEmpty()) {
            return false; // a ZFS without native encryption
        }
        return switch (property.orElseThrow().value()) {
            case "off" -> false;
            case "", "-" -> throw new ZfsException(action + ": cannot tell whether the dataset is encrypted");
            default -> true;
        };
    }

    private static ResumeToken decoded(Step step) throws ZfsException {
        try {
            return ResumeToken.parse(step.resumeToken().orElseThrow());
        } catch (IllegalArgumentException e) {
            throw new ZfsException(action(step) + ": " + e.getMessage(), e);
        }
    }

    private static DatasetPath dataset(ResumeToken token, String action) throws ZfsException {
        int at = token.toName().indexOf('@');
        try {
            if (at >= 0) {
                return DatasetPath.parse(token.toName().substring(0, at));
            }
        } catch (IllegalArgumentException e) {
            throw new ZfsException(action + ": the resume token names no dataset: " + e.getMessage(), e);
        }
        throw new ZfsException(action + ": the resume token names no snapshot but \"" + token.toName() + "\"");
    }

    private static String text(Optional<Guid> guid) {
        return guid.map(there -> "GUID " + there).orElse("nothing");
    }

    static String action(Step step) {
        return "send " + step.filesystem() + step.to().relativeName();
    }
}
