// SPDX-License-Identifier: Apache-2.0
package org.jzrepl.api.log;

import org.osgi.annotation.versioning.ProviderType;

/// Takes what was logged, from any thread: the kernel's service, there as soon as outlets are configured. The
/// engine keeps (a bounded number of) entries until then.
@ProviderType
@FunctionalInterface
public interface LogSink {
    void accept(LogEntry entry);
}
