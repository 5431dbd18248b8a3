// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.kernel;

import java.util.Set;

/// What installed bundles say that they supply, whether they are started or not.
@FunctionalInterface
interface Announcements {
    boolean include(Wanted wanted);

    /// All types of that kind.
    default Set<String> types(Class<?> kind) {
        return Set.of();
    }
}
