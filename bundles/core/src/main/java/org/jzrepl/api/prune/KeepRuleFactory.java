// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.prune;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.osgi.annotation.versioning.ConsumerType;

/// Makes a keep rule from its section; supplier kind `keep`.
@ConsumerType
@FunctionalInterface
public interface KeepRuleFactory {
    KeepRule create(Section rule) throws ConfigException;
}
