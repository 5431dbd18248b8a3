// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.plugins;

import java.util.Comparator;
import org.osgi.framework.Version;

/// One version of one bundle.
record PluginId(String name, Version version) implements Comparable<PluginId> {
    @Override
    public int compareTo(PluginId other) {
        return Comparator.comparing(PluginId::name)
                .thenComparing(PluginId::version)
                .compare(this, other);
    }

    /// Whether an operator who writes `name` or `name@version` means it.
    boolean isMeantBy(String text) {
        return text.equals(name) || text.equals(name + "@" + version);
    }

    /// What an operator does about one that is quarantined.
    String triedAgain() {
        return "plugin enable " + name + " tries again";
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
