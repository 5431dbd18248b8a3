// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.config;

import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.ComponentPropertyType;

/// The `type:` under which the configuration finds a component: two service properties and a bundle capability.
///
/// Kinds: `zfs`, `transport`, `endpoints`, `job`, `snapshotting`, `hook`, `keep`, `outlet`, `format`.
@ComponentPropertyType
@Capability(namespace = "jzrepl.supplier")
public @interface Supplies {
    String PREFIX_ = "jzrepl.";

    @Attribute("kind")
    String kind();

    /// Several where connect and serve differ: `ssh+stdinserver`, `stdinserver`. `*` supplies what no other does.
    @Attribute("type")
    String[] type();
}
