// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.plugin;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/// What the installer asks of the kernel, so that a supplier is swapped without a job noticing. Bundles are named
/// by their ids. The kernel's service.
@ProviderType
public interface Swaps {
    /// To be called before the bundle is started: its suppliers stay unused until the trial is admitted.
    Trial hold(long bundle);

    /// From now on work goes to other suppliers, where there is one that will do.
    Retirement retire(long bundle);

    /// Who uses a supplier of the bundle now: jobs by name, and `global`.
    Set<String> users(long bundle);

    /// `kind type`, for each supplier of the bundle that is registered.
    Set<String> supplied(long bundle);

    /// A new bundle that nobody uses yet.
    @ProviderType
    interface Trial {
        /// Which places of the running configuration its suppliers refuse, and why.
        List<String> complaints();

        void admit();
    }

    /// An old bundle on its way out.
    @ProviderType
    interface Retirement {
        /// Places of the running configuration that only this bundle can fill, as `version` asks.
        List<String> dependents();

        /// Returns when nothing of it is used; it will not be used again while [#dependents] is empty.
        void awaitIdle() throws InterruptedException;

        /// It stays after all.
        void cancel();
    }
}
