// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.transport;

import org.jzrepl.api.config.ConfigException;
import org.jzrepl.api.config.Section;
import org.osgi.annotation.versioning.ConsumerType;

/// A way for daemons to reach each other; supplier kind `transport`.
///
/// Neither method opens a file or a socket: `configcheck` and the check of a reload call them beside a running
/// daemon.
@ConsumerType
public interface Transport {
    Connector connector(Section connect) throws ConfigException;

    /// `defaults` is the section `global.serve.<type>`.
    Binding binding(Section serve, Section defaults) throws ConfigException;
}
