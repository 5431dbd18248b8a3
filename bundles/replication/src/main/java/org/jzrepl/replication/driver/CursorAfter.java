// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.replication.driver;

import java.io.IOException;
import java.util.Optional;
import org.jzrepl.api.dataset.Guid;
import org.jzrepl.api.dataset.Revision;
import org.jzrepl.api.endpoint.Protection;
import org.jzrepl.api.endpoint.Protection.Guarantee;
import org.jzrepl.api.endpoint.Step;
import org.jzrepl.api.replication.Plan;
import org.jzrepl.replication.driver.FilesystemPlanner.Planned;

/// Where the sender's cursor will be once a plan has been carried out: what the end of a step, or a
/// [Confirmation], does to it, without doing it.
record CursorAfter(Sides sides, Protection protection) {
    Optional<Guid> of(Planned planned) throws IOException, InterruptedException {
        return switch (planned.plan()) {
            case Plan.Placeholder() -> Optional.empty();
            case Plan.Catchup(var steps) -> completed(steps.getLast());
            case Plan.UpToDate(Revision.Snapshot common) -> confirmed(common, now(planned));
            case Plan.UpToDate _, Plan.Conflict _ -> now(planned);
        };
    }

    private Optional<Guid> now(Planned planned) throws IOException, InterruptedException {
        return sides.sender().cursor(planned.situation().sender().path());
    }

    /// Without a guarantee older cursors go.
    private Optional<Guid> completed(Step last) {
        var guarantee = protection.of(last.from().isPresent());
        return guarantee == Guarantee.NOTHING
                ? Optional.empty()
                : Optional.of(last.to().guid());
    }

    /// Without a guarantee none is made.
    private Optional<Guid> confirmed(Revision.Snapshot common, Optional<Guid> now) {
        boolean isMade = Confirmation.of(sides, protection).guarantee() != Guarantee.NOTHING;
        return isMade || now.isPresent() ? Optional.of(common.guid()) : Optional.empty();
    }
}
