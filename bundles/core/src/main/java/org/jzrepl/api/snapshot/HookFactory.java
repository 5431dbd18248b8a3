// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.snapshot;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.osgi.annotation.versioning.ConsumerType;

/// Makes a hook from its section; supplier kind `hook`.
@ConsumerType
@FunctionalInterface
public interface HookFactory {
    Hook create(Section hook) throws ConfigException;
}
