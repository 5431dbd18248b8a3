// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.control;

import java.io.IOException;
import java.util.List;
import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.ConfigException.Problem;
import org.jzrepl.api.config.Effective;
import org.jzrepl.api.config.JobName;
import org.osgi.annotation.versioning.ProviderType;

/// The configuration of the running daemon. From any thread; one call at a time is served.
@ProviderType
public interface Configurations {
    /// Reads the daemon's file again and says what would change.
    ///
    /// @throws ConfigException with everything that is wrong with it
    Change compare() throws ConfigException;

    /// The same, and puts it into effect as one step: all of it, or nothing if anything is wrong.
    ///
    /// A job that changed or is gone finishes what it has under way with the old configuration; then its
    /// successor starts, or nobody. A passive one gives up its place at once, and goes on for the peers that it
    /// let in. All other jobs notice nothing. Returns when the change is in effect, without waiting for those
    /// that finish.
    ///
    /// Plug-ins that the file pins are brought in first, since it may need them; those that it no longer pins
    /// go when it is in effect.
    ///
    /// @throws IOException if a new control socket cannot be opened
    Change reload() throws ConfigException, IOException, InterruptedException;

    /// What the daemon runs with, all defaults included.
    Effective.Mapping effective();

    /// `difference` has a line for each value: `jobs[nightly].interval: 10m -> 5m`, `+` before what is new and
    /// `-` before what is gone.
    record Change(
            List<JobName> added,
            List<JobName> changed,
            List<JobName> removed,
            List<String> difference,
            List<Problem> warnings) {
        public Change {
            added = List.copyOf(added);
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
            difference = List.copyOf(difference);
            warnings = List.copyOf(warnings);
        }
    }
}
