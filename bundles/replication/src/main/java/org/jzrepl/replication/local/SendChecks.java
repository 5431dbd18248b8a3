// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.local;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jzrepl.api.dataset.DatasetPath;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.zfs.Dataset;
import org.jzrepl.api.zfs.NoSuchDatasetException;
import org.jzrepl.api.zfs.ResumeToken;
import org.jzrepl.api.zfs.ZfsException;
import org.jzrepl.api.zfs.ZfsStreams.Flag;
import org.jzrepl.api.zfs.ZfsStreams.Send;

/// What must be true before a step is sent or estimated (`replication-and-zfs.md` 1.9), for a job that sends with
/// these
/// options. Peers forge steps and tokens, so nothing they say is taken for true.
record SendChecks(boolean encrypted, Set<Flag> flags) {
    static final String ENCRYPTION = "encryption";

    SendChecks {
        flags = Set.copyOf(flags);
    }

    /// What to send, if all is well; `dataset` was read just now, with its property `encryption`.
    Send check(Dataset dataset, Step step) throws ZfsException {
        revision(dataset, step.to(), action(step));
        if (step.from().isPresent()) {
            revision(dataset, step.from().orElseThrow(), action(step));
        }
        boolean datasetIsEncrypted = encryption(dataset, action(step));
        if (step.resumeToken().isPresent()) {
            token(step, decoded(step), datasetIsEncrypted);
        }
        return new Send(dataset.path(), step.from(), step.to(), effective(), step.resumeToken());
    }

    /// The revision of this name and kind must still have the GUID it was planned with.
    static void revision(Dataset dataset, Revision wanted, String action) throws ZfsException {
        var named = dataset.revisions().stream()
                .filter(there -> there.relativeName().equals(wanted.relativeName()))
                .findFirst()
                .orElseThrow(() -> new NoSuchDatasetException(
                        action + ": " + dataset.path() + wanted.relativeName() + " does not exist"));
        if (!named.guid().equals(wanted.guid())) {
            throw new ZfsException(action + ": " + dataset.path() + wanted.relativeName() + " has GUID " + named.guid()
                    + ", not " + wanted.guid() + ": it is another one than when this was planned");
        }
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
